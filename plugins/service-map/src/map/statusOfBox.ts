import {
  statusOf,
  type HealthStatus,
} from '@panorama/plugin-service-map-common';
import type { SceneBox } from './scene';

/** The mark of a box: that of its node, or of its whole group. */
export function statusOfBox({ content }: SceneBox): HealthStatus {
  return content.type === 'node'
    ? statusOf(content.node.health)
    : content.group.status;
}
