import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  statusOf,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { HealthGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import clsx from 'clsx';
import { memo } from 'react';
import { serviceMapTranslationRef } from '../../translation';
import { KindIcon } from '../KindIcon';
import { shortRef, useWords } from '../useWords';
import { borderOf, type NodeBox } from './boxes';
import { useBoxStyles } from './useBoxStyles';

/** The number that matters most now: replicas where one is missing, errors, then the rate. */
function useNumber(): (node: PictureNode) => string {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { percent, shortCount } = useFormatters();
  return node => {
    const desired = node.workloads.reduce((sum, each) => sum + each.desired, 0);
    const ready = node.workloads.reduce((sum, each) => sum + each.ready, 0);
    if (ready < desired) {
      return t('node.ready', {
        ready: String(ready),
        desired: String(desired),
      });
    }
    const { requestsPerSecond, errorRatio } = node.traffic ?? {};
    if (errorRatio !== undefined && statusOf(node.health) !== 'healthy') {
      return t('node.errors', { share: percent(errorRatio) });
    }
    return requestsPerSecond === undefined
      ? t(`health.${statusOf(node.health)}`)
      : t('node.rate', { rate: shortCount(requestsPerSecond) });
  };
}

function NodeCardContent(props: NodeProps<NodeBox>) {
  const {
    data: { node, isFocus, state },
    parentId,
  } = props;
  const classes = useBoxStyles();
  const tokens = usePanoramaTokens();
  const words = useWords();
  const number = useNumber()(node);
  const status = statusOf(node.health);
  // Those of one group have their team in common, and often their names in several clusters.
  const whose =
    node.owner && !parentId
      ? shortRef(node.owner)
      : node.place && (parentId ? node.place.cluster : node.place.namespace);
  const hasRing = state.isActive || state.isSelected;
  return (
    <div
      className={clsx(classes.box, classes.card, {
        [classes.dimmed]: state.isDimmed,
        [classes.ring]: hasRing,
      })}
      style={{
        border: borderOf(status, tokens.health, tokens.divider),
        ...(status === 'down' &&
          !hasRing && { boxShadow: `0 0 0 4px ${tokens.health.down}33` }),
      }}
      data-testid="map-node"
      data-status={status}
    >
      <Handle
        className={classes.handle}
        type="target"
        position={Position.Left}
      />
      <div className={classes.title}>
        <KindIcon node={node} />
        <span className={classes.name} title={node.name}>
          {node.name}
        </span>
      </div>
      {isFocus && <div className={classes.more}>{words.technology(node)}</div>}
      <div className={classes.row}>
        <HealthGlyph health={status} size={14} />
        <span style={{ color: tokens.health[status], whiteSpace: 'nowrap' }}>
          {number}
        </span>
        <span className={classes.place}>{whose}</span>
      </div>
      <Handle
        className={classes.handle}
        type="source"
        position={Position.Right}
      />
    </div>
  );
}

/** A node: what it is, its mark, one number, whose it is. */
export const NodeCard = memo(NodeCardContent);
