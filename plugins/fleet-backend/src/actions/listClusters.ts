import type { ActionContext } from './ActionContext';

export function registerListClusters({
  registry,
  fleet,
  visibilityPermission,
}: ActionContext) {
  registry.register({
    name: 'list-clusters',
    title: 'List clusters',
    description: `Lists the Kubernetes clusters of the fleet with version, freshness and what is wrong with the connection.

When to use: before other fleet actions, to learn cluster names, or when somebody asks whether a cluster is reachable.
Only clusters in which the user may see something are listed.`,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          clusters: z.array(
            z.object({
              name: z.string(),
              title: z.string().optional(),
              version: z.string().optional(),
              freshness: z.enum([
                'connecting',
                'syncing',
                'live',
                'stale',
                'failed',
              ]),
              problem: z
                .string()
                .optional()
                .describe('One sentence; absent when all is well'),
            }),
          ),
        }),
    },
    async action({ credentials }) {
      const user = await fleet.forUser(credentials);
      return {
        output: {
          clusters: user
            .clusters()
            .map(({ name, title, version, freshness, problem }) => ({
              name,
              title,
              version,
              freshness,
              problem: problem?.message,
            })),
        },
      };
    },
  });
}
