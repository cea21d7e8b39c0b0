import type { MapNode } from '@panorama/plugin-service-map-common';
import type { CauseDraft } from './causeFacts';
import type { CauseIndex } from './CauseIndex';
import { SURGE } from './weights';

/** More arrives than usual at this hour. */
export function surgeCauses(index: CauseIndex, node: MapNode): CauseDraft[] {
  const now = node.traffic?.requestsPerSecond;
  const usual = index.facts.usual?.get(node.id)?.requestsPerSecond;
  if (now === undefined || !usual || now < usual * SURGE.from) return [];
  const factor = now / usual;
  return [
    {
      kind: 'traffic-surge',
      subject: node.id,
      nodeId: node.id,
      score: Math.min(SURGE.most, SURGE.base + SURGE.perFactor * (factor - 1)),
      evidence: [
        {
          type: 'surge',
          nodeId: node.id,
          factor,
          requestsPerSecond: now,
        },
      ],
    },
  ];
}
