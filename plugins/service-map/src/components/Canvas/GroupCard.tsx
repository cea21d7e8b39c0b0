import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  statusOf,
  type HealthStatus,
} from '@panorama/plugin-service-map-common';
import UnfoldMoreIcon from '@material-ui/icons/UnfoldMore';
import { HealthGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import clsx from 'clsx';
import { memo, type MouseEvent } from 'react';
import { failingFirst, type MapGroup } from '../../map/grouping';
import { serviceMapTranslationRef } from '../../translation';
import { GroupIcon } from '../KindIcon';
import { shortRef, useWords } from '../useWords';
import { borderOf, type GroupBox } from './boxes';
import { useBoxStyles } from './useBoxStyles';

/** As many segments as one can still tell apart. */
const MAX_SEGMENTS = 30;

/** One segment a node, worst first; filled, dashed and dotted as the marks are. */
function Segments(props: { group: MapGroup }) {
  const classes = useBoxStyles();
  const { health } = usePanoramaTokens();
  return (
    <div className={classes.segments} aria-hidden>
      {props.group.nodes.slice(0, MAX_SEGMENTS).map(node => {
        const status = statusOf(node.health);
        const isFilled = status !== 'inherited' && status !== 'unknown';
        return (
          <span
            key={node.id}
            className={classes.segment}
            style={
              isFilled
                ? {
                    backgroundColor: health[status],
                    opacity: status === 'healthy' ? 0.7 : 1,
                  }
                : {
                    border: `1px ${
                      status === 'inherited' ? 'dashed' : 'dotted'
                    } ${health[status]}`,
                  }
            }
          />
        );
      })}
    </div>
  );
}

/** The one line of a card: what is wrong, or what flows. */
function useLine(): (group: MapGroup) => {
  text: string;
  status?: HealthStatus;
} {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { shortCount, list } = useFormatters();
  return group => {
    const { counts, status } = group;
    const parts = failingFirst(group).map(({ mark, names, amount }) =>
      names
        ? t(`group.named.${mark}`, { names: list(names) })
        : t(`group.${mark}`, { amount: String(amount) }),
    );
    if (parts.length > 0) {
      return { text: parts.join(' · '), status };
    }
    if (counts.unknown > 0) {
      return { text: t('group.unknown', { amount: String(counts.unknown) }) };
    }
    return group.requestsPerSecond === undefined
      ? { text: t('group.fine') }
      : {
          text: t('group.rate', { rate: shortCount(group.requestsPerSecond) }),
        };
  };
}

function GroupCardContent(props: NodeProps<GroupBox>) {
  const { group, state, onToggle } = props.data;
  const classes = useBoxStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const words = useWords();
  const line = useLine()(group);
  const members =
    group.nodes.length === 1
      ? t('group.member')
      : t('group.members', { amount: String(group.nodes.length) });
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    onToggle(group.id);
  };
  const owner = group.owners[0] && shortRef(group.owners[0]);
  return (
    <div
      className={clsx(classes.box, classes.card, {
        [classes.dimmed]: state.isDimmed,
        [classes.ring]: state.isActive || state.isSelected,
      })}
      style={{
        border: borderOf(group.status, tokens.health, tokens.divider),
        ...(group.status === 'down' &&
          !state.isActive &&
          !state.isSelected && {
            boxShadow: `0 0 0 4px ${tokens.health.down}22`,
          }),
      }}
      data-testid="map-group"
      data-status={group.status}
    >
      <Handle
        className={classes.handle}
        type="target"
        position={Position.Left}
      />
      <div className={classes.title}>
        <GroupIcon group={group} />
        <span className={classes.name}>{words.group(group)}</span>
        {group.status !== 'healthy' && (
          <HealthGlyph
            health={group.status}
            title={t(`health.${group.status}`)}
          />
        )}
        {/* The keyboard has `e`: one tab stop for the whole canvas. */}
        <button
          type="button"
          tabIndex={-1}
          className={clsx(classes.press, classes.icon, 'nopan')}
          aria-label={t('group.expand', { name: words.group(group) })}
          onClick={open}
        >
          <UnfoldMoreIcon style={{ fontSize: 16 }} />
        </button>
      </div>
      <div className={classes.more}>
        {[owner, members].filter(Boolean).join(' · ')}
      </div>
      <button
        type="button"
        tabIndex={-1}
        className={clsx(classes.press, classes.row24, 'nopan')}
        aria-hidden
        onClick={open}
      >
        <Segments group={group} />
      </button>
      <div
        className={clsx(classes.more, { [classes.name]: line.status })}
        style={line.status && { color: tokens.health[line.status] }}
        title={line.text}
      >
        {line.text}
      </div>
      <Handle
        className={classes.handle}
        type="source"
        position={Position.Right}
      />
    </div>
  );
}

/** A group of the estate as one card. */
export const GroupCard = memo(GroupCardContent);
