import type { Unit } from './units';

/**
 * Which of the gateways of its cluster serves an Ingress: the only one, else
 * the one whose name has the class in it. Nobody is guessed between two.
 */
export function gatewayOfClass(
  gateways: readonly Unit[],
  className: string | undefined,
): Unit | undefined {
  if (gateways.length <= 1) {
    return gateways[0];
  }
  const named = gateways.filter(
    ({ name, workloads }) =>
      className &&
      [name, ...workloads.map(workload => workload.name)].some(each =>
        each.includes(className),
      ),
  );
  return named.length === 1 ? named[0] : undefined;
}
