import type {
  MapEdge,
  Protocol,
  Traffic,
} from '@panorama/plugin-service-map-common';
import type { GraphNode } from '../graph/types';

/** Protocols whose failures the callee itself reports: it answered. */
const ANSWERED: ReadonlySet<Protocol> = new Set(['http', 'grpc', 'dubbo']);

/** What arrives at a node, and in which protocol it answers. */
export interface Inbound {
  traffic: Traffic;
  protocol: Protocol;
}

/**
 * The node's own measure where it has one with errors; else the sum over its
 * callers, of protocols in which the callee answers. Failures of other
 * protocols are seen by the caller alone and may be the caller's.
 */
export function inboundOf(
  node: GraphNode,
  inward: readonly Pick<MapEdge, 'from' | 'to' | 'protocols' | 'traffic'>[],
): Inbound | undefined {
  const answered = inward.filter(
    ({ from, to, protocols }) => from !== to && ANSWERED.has(protocols[0]),
  );
  if (node.traffic?.errorRatio !== undefined) {
    return {
      traffic: node.traffic,
      protocol: answered[0]?.protocols[0] ?? 'http',
    };
  }
  const measured = answered.filter(
    ({ traffic }) =>
      traffic?.errorRatio !== undefined && traffic.requestsPerSecond,
  );
  if (measured.length === 0) return undefined;
  return {
    traffic: sumOf(measured.map(({ traffic }) => traffic!)),
    protocol: measured[0].protocols[0],
  };
}

function sumOf(parts: readonly Traffic[]): Traffic {
  const requestsPerSecond = parts.reduce(
    (sum, part) => sum + part.requestsPerSecond!,
    0,
  );
  const share = (part: Traffic) => part.requestsPerSecond! / requestsPerSecond;
  const codeRatios: Record<string, number> = {};
  for (const part of parts) {
    for (const [code, ratio] of Object.entries(part.codeRatios ?? {})) {
      codeRatios[code] = (codeRatios[code] ?? 0) + ratio * share(part);
    }
  }
  return {
    requestsPerSecond,
    errorRatio: parts.reduce(
      (sum, part) => sum + part.errorRatio! * share(part),
      0,
    ),
    // One caller's source that knows no codes must not make the others' codes look complete.
    ...(parts.every(part => part.codeRatios) && { codeRatios }),
    windowSeconds: Math.min(...parts.map(part => part.windowSeconds)),
  };
}
