export interface Config {
  /** Clusters, rights and correlation of the fleet pages. */
  fleet?: {
    /** Where the clusters come from. */
    clusters?: {
      /**
       * Take the clusters of the `kubernetes:` block. Needs
       * `@panorama/plugin-kubernetes-backend-module-fleet`. Default: true.
       */
      kubernetesPlugin?: boolean;
      /** How often the list of clusters and their credentials are read again, in seconds. Default: 60. */
      refreshSeconds?: number;
      /** Further clusters from kubeconfig files; a context becomes a cluster of the same name. */
      kubeconfigs?: Array<{
        /** Path of the file; `~/` is the home of the backend's user. */
        path: string;
        /** Only these contexts. Default: all. */
        contexts?: string[];
      }>;
    };
    /** Who may see which namespaces. The permission policy decides; this is what its rules look at. */
    access?: {
      /** What people and groups of the catalog are called in the clusters. */
      subjects?: {
        /**
         * `email` (spec.profile.email), `name` (metadata.name) or `annotation:<key>` of the
         * User entity. Without a value there a user has no Kubernetes name, and so no
         * platform role. Default: email.
         */
        user?: string;
        /** `name` or `annotation:<key>` of the Group entity. Default: name. */
        groups?: string;
        /** What the API servers put before group names, such as `oidc:`. Default: nothing. */
        groupPrefix?: string;
      };
      /**
       * Namespaces that belong to groups of the catalog (rule OWNED_BY_GROUP). All
       * patterns of an entry must match; `*` stands for any characters.
       */
      namespaces?: Array<{
        cluster?: string;
        namespace?: string;
        /** KubeSphere workspace of the namespace. */
        workspace?: string;
        /** Entity refs of groups; kind and namespace may be left out. */
        groups: string[];
      }>;
      /**
       * Cluster whose workspace role bindings count in all clusters (the host cluster of
       * a KubeSphere federation). Default: bindings count in their own cluster only.
       */
      workspaceHost?: string;
    };
    /** How a namespace names its tenant. */
    tenants?: {
      /**
       * Labels of the namespace; the first that is there wins. Default:
       * kubesphere.io/workspace, capsule.clastix.io/tenant, field.cattle.io/projectId.
       */
      namespaceLabels?: string[];
    };
    /** The live stream behind the heatmap. */
    stream?: {
      /**
       * Open streams of one user; one more is answered with 429. A browser has one for
       * all its tabs. Default: 16.
       */
      maxPerUser?: number;
    };
    /** Where CPU and memory of pods and nodes are measured. Default: metrics.k8s.io of each cluster. */
    usage?: {
      /** Seconds between two readings, from 10 to 600. Default: 30. */
      intervalSeconds?: number;
      /**
       * Clusters whose measurements come from a Prometheus that scrapes the kubelets'
       * cAdvisor metrics. Where it gives nothing, metrics.k8s.io is asked.
       */
      prometheus?: Array<{
        /** Name of the cluster; each at most once. */
        cluster: string;
        /** Address of Prometheus, Thanos, Mimir …: up to what `/api/v1/query` is appended to. */
        url: string;
        /**
         * Bearer token.
         * @visibility secret
         */
        token?: string;
        /**
         * Further headers, such as `X-Scope-OrgID`.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** Labels that tell the cluster's series from those of others, such as `cluster: prod-eu`. */
        labels?: { [name: string]: string };
      }>;
    };
    /** Which catalog entity a workload belongs to. This colours and groups; it never grants. */
    correlation?: {
      /** Seconds between two readings of the catalog. Default: 60. */
      refreshSeconds?: number;
      /** Tried in order, after annotations and before `app.kubernetes.io` labels. */
      rules?: Array<{
        cluster?: string;
        namespace?: string;
        /** Name of the workload. */
        name?: string;
        /** Labels of the workload, as patterns. */
        labels?: { [key: string]: string };
        /** Entity ref; `{name}`, `{namespace}` and `{label:<key>}` are filled in. */
        entity: string;
      }>;
    };
  };
}
