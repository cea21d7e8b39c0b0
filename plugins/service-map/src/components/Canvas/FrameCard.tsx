import { useTranslationRef } from '@backstage/frontend-plugin-api';
import CloseIcon from '@material-ui/icons/Close';
import { HealthGlyph, usePanoramaTokens } from '@panorama/ui';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import clsx from 'clsx';
import { memo } from 'react';
import { serviceMapTranslationRef } from '../../translation';
import { GroupIcon } from '../KindIcon';
import { useWords } from '../useWords';
import { borderOf, type FrameBox } from './boxes';
import { useBoxStyles } from './useBoxStyles';

function FrameCardContent(props: NodeProps<FrameBox>) {
  const { group, state, onToggle } = props.data;
  const classes = useBoxStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const words = useWords();
  return (
    <div
      className={clsx(classes.box, classes.frame, {
        [classes.ring]: state.isActive || state.isSelected,
      })}
      style={{ border: borderOf(group.status, tokens.health, tokens.divider) }}
      data-testid="map-frame"
    >
      <Handle
        className={classes.handle}
        type="target"
        position={Position.Left}
      />
      <div className={classes.title}>
        <GroupIcon group={group} />
        <span className={classes.frameName}>{words.group(group)}</span>
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
          aria-label={t('group.collapse', { name: words.group(group) })}
          onClick={event => {
            event.stopPropagation();
            onToggle(group.id);
          }}
        >
          <CloseIcon style={{ fontSize: 16 }} />
        </button>
      </div>
      <Handle
        className={classes.handle}
        type="source"
        position={Position.Right}
      />
    </div>
  );
}

/** A group that is open: the frame around its nodes. */
export const FrameCard = memo(FrameCardContent);
