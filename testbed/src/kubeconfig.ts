/** One cluster as a kubeconfig file sees it. */
export type KubeconfigCluster = {
  name: string;
  url: string;
  caData: string;
  /** User name → bearer token. The first user gets the context with the bare cluster name. */
  tokens: Record<string, string>;
};

/**
 * A kubeconfig file with one context for each user of each cluster: `<cluster>` for its first user,
 * `<cluster>-<user>` for the others. JSON, which every YAML reader takes.
 */
export function kubeconfig(clusters: KubeconfigCluster[]): string {
  const contexts = clusters.flatMap(cluster =>
    Object.keys(cluster.tokens).map((user, index) => ({
      name: index === 0 ? cluster.name : `${cluster.name}-${user}`,
      context: { cluster: cluster.name, user: `${cluster.name}-${user}` },
    })),
  );
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': contexts[0]?.name ?? '',
      clusters: clusters.map(({ name, url, caData }) => ({
        name,
        cluster: { server: url, 'certificate-authority-data': caData },
      })),
      users: clusters.flatMap(cluster =>
        Object.entries(cluster.tokens).map(([user, token]) => ({
          name: `${cluster.name}-${user}`,
          user: { token },
        })),
      ),
      contexts,
    },
    null,
    2,
  );
}
