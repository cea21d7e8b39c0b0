import type { ActionContext } from './ActionContext';

const TIMEOUT_MS = 15_000;
const MAX_EVENTS = 10;

export function registerExplainPod({
  registry,
  fleet,
  visibilityPermission,
}: ActionContext) {
  registry.register({
    name: 'explain-pod',
    title: 'Explain a pod',
    description: `Says what is known about one pod: state with reason, containers with their last termination, conditions, owner chain and latest events.

When to use: when somebody asks why a pod fails, waits or restarts. Find its names with find-pods first.
Environment values and logs are not part of the answer.`,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission,
    schema: {
      input: z =>
        z.object({
          cluster: z.string(),
          namespace: z.string(),
          name: z.string(),
        }),
      output: z =>
        z.object({
          state: z.string(),
          reason: z.string().optional(),
          phase: z.string(),
          node: z.string().optional(),
          ownerChain: z.array(z.object({ kind: z.string(), name: z.string() })),
          containers: z.array(
            z.object({
              name: z.string(),
              image: z.string(),
              state: z.string(),
              ready: z.boolean(),
              restarts: z.number(),
              reason: z.string().optional(),
              message: z.string().optional(),
              lastTermination: z
                .object({ reason: z.string().optional(), exitCode: z.number() })
                .optional(),
            }),
          ),
          problems: z
            .array(z.string())
            .describe('Conditions that are not as they should be'),
          events: z.array(
            z.object({
              reason: z.string(),
              message: z.string(),
              count: z.number(),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const user = await fleet.forUser(credentials);
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const [pod, events] = await Promise.all([
        user.podDetail(input, signal),
        user.podEvents(input, signal),
      ]);
      return {
        output: {
          state: pod.state,
          reason: pod.reason,
          phase: pod.phase,
          node: pod.node,
          ownerChain: pod.ownerChain.map(({ kind, name }) => ({ kind, name })),
          containers: pod.containers.map(container => ({
            name: container.name,
            image: container.image,
            state: container.state,
            ready: container.ready,
            restarts: container.restarts,
            reason: container.reason,
            message: container.message,
            lastTermination: container.lastTermination && {
              reason: container.lastTermination.reason,
              exitCode: container.lastTermination.exitCode,
            },
          })),
          problems: pod.conditions
            .filter(({ status }) => status !== 'True')
            .map(({ type, reason, message }) =>
              [type, reason, message].filter(Boolean).join(': '),
            ),
          events: events
            .slice(0, MAX_EVENTS)
            .map(({ reason, message, count }) => ({ reason, message, count })),
        },
      };
    },
  });
}
