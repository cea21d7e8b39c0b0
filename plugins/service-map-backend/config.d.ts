export interface Config {
  /** What depends on what, and what is wrong with it. */
  serviceMap?: {
    /** From the start of one build to the start of the next, 5 to 600. Default: 30. */
    refreshSeconds?: number;
    /**
     * Prometheus, Thanos, Mimir, VictoriaMetrics … that hold metrics of a mesh, of
     * traces, of Dubbo or of middleware. Each is asked a fixed number of questions
     * in a build, whatever the number of namespaces.
     */
    prometheus?: Array<{
      /** How statuses and evidence call it; each at most once. */
      name: string;
      /** Address up to what `/api/v1/query` is appended to. */
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
      /**
       * Names of the clusters, as the fleet calls them. One cluster needs nothing
       * else; several need `clusterLabel`, and series of others are left out then.
       */
      clusters?: string[];
      /** Label of every series that names its cluster, such as `cluster`. */
      clusterLabel?: string;
      /**
       * Names of clusters in labels, where they differ from the fleet's: value of the
       * cluster label or of Istio's `source_cluster` and `destination_cluster` → name.
       */
      clusterNames?: { [value: string]: string };
      /**
       * What recording rules put before the metric names of a source, such as
       * `workload:` for Istio's. The rules keep the labels that the questions group by.
       */
      metricPrefix?: {
        istio?: string;
        opentelemetry?: string;
        dubbo?: string;
      };
      /** What it is asked about. Default: everything. */
      sources?: Array<'istio' | 'opentelemetry' | 'dubbo' | 'exporters'>;
      /** Deadline of each question, from 1 to 60 seconds. Default: 10. */
      timeoutSeconds?: number;
    }>;
  };
}
