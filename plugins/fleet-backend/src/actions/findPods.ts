import { podFields, PodListItem } from '@panorama/plugin-fleet-common';
import { readFilter } from '../routes/filter';
import type { ActionContext } from './ActionContext';

/** What fits an assistant's context; the count of all matches is told beside. */
const MAX_PODS = 100;

export function registerFindPods({
  registry,
  fleet,
  visibilityPermission,
}: ActionContext) {
  registry.register({
    name: 'find-pods',
    title: 'Find pods',
    description: `Finds pods of all clusters by a filter such as \`state:crashloop ns:pay-*\` or \`restarts>3 owner:team-a\`.

When to use: to see which pods fail, where a service runs, or how many pods there are.
Fields: state, reason, name, ns, workload, cluster, node, zone, image, owner, system, tenant, restarts, age, cpu, memory. Terms side by side mean "and"; \`-\` in front means "not".
Only pods that the user may see are found. At most ${MAX_PODS} come back; \`total\` counts all of them.`,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission,
    schema: {
      input: z =>
        z.object({
          filter: z
            .string()
            .describe('Filter text; empty finds every pod')
            .default(''),
          limit: z.number().int().min(1).max(MAX_PODS).default(20),
        }),
      output: z =>
        z.object({
          total: z.number(),
          pods: z.array(
            z.object({
              cluster: z.string(),
              namespace: z.string(),
              name: z.string(),
              state: z.string(),
              reason: z.string().optional(),
              workload: z.string(),
              node: z.string().optional(),
              owner: z.string().optional(),
              restarts: z.number(),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const isMatch = readFilter<PodListItem>(
        input.filter,
        podFields(Date.now),
      );
      const user = await fleet.forUser(credentials);
      const matches = user.pods({}).filter(isMatch);
      return {
        output: {
          total: matches.length,
          pods: matches.slice(0, input.limit).map(pod => ({
            cluster: pod.cluster,
            namespace: pod.namespace,
            name: pod.name,
            state: pod.state,
            reason: pod.reason,
            workload: `${pod.workloadKind}/${pod.workloadName}`,
            node: pod.node,
            owner: pod.owner,
            restarts: pod.restarts,
          })),
        },
      };
    },
  });
}
