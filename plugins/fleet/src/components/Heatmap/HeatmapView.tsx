import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { podOfSlot } from '@panorama/plugin-fleet-common';
import { useFormatters } from '@panorama/ui';
import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type MutableRefObject,
  type ReactNode,
} from 'react';
import type {
  FocusedCell,
  GroupNode,
  Heatmap,
  HeatmapHover,
  HeatmapView as View,
  HeatmapViewport,
} from '../../heatmap/types';
import { entityName } from '../../pod/entityName';
import { fleetTranslationRef } from '../../translation';
import { handleCanvasKey } from './canvasKeys';
import { GroupTree } from './GroupTree';
import { HoverCard } from './HoverCard';
import { LiveSummary } from './LiveSummary';
import { useHeatmap, type HeatmapSource } from './useHeatmap';

const useStyles = makeStyles(
  theme => ({
    root: {
      position: 'relative',
      flex: 1,
      minWidth: 0,
      minHeight: 0,
      overflow: 'hidden',
    },
    stage: {
      position: 'absolute',
      inset: '0',
      outline: 'none',
      '&:focus-visible': {
        boxShadow: `inset 0 0 0 2px ${theme.palette.text.primary}`,
      },
    },
    overlay: {
      position: 'absolute',
      inset: '0',
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      pointerEvents: 'none',
      '& > *': {
        pointerEvents: 'auto',
        background: theme.palette.background.paper,
      },
    },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  }),
  { name: 'PanoramaHeatmap' },
);

/** @public */
export interface HeatmapViewProps {
  source: HeatmapSource;
  view: View;
  /** Server's time in ms. */
  now: () => number;
  /** With `add` the slots join the selection, otherwise they are it. */
  onSelect: (slots: number[], how: 'mouse' | 'key', add: boolean) => void;
  onSelectGroup?: (group: GroupNode) => void;
  onViewChange?: (viewport: HeatmapViewport) => void;
  onError?: (error: Error) => void;
  /** For export, re-pack and “next failing” from outside. */
  handle?: MutableRefObject<Heatmap | undefined>;
  /** Group to show first. */
  initialGroup?: string;
  /** In the middle of the picture, such as “No pod matches”. */
  children?: ReactNode;
}

/** The picture with its hover card, keyboard, and words for screen readers. */
export function HeatmapView(props: HeatmapViewProps) {
  const { source, view, now, handle, initialGroup, children } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const id = useId();
  const stage = useRef<HTMLDivElement>(null);
  const [isFitted, setFitted] = useState(true);
  const [hover, setHover] = useState<HeatmapHover>();
  const [focused, setFocused] = useState<FocusedCell>();

  const { heatmap, error } = useHeatmap({
    container: stage,
    source,
    view,
    callbacks: {
      onHover: setHover,
      onFocus: setFocused,
      onSelect: slots => props.onSelect(slots, 'mouse', false),
      onSelectGroup: props.onSelectGroup,
      onViewChange: viewport => {
        setFitted(viewport.fitted);
        props.onViewChange?.(viewport);
      },
      onError: props.onError,
    },
  });

  useEffect(() => {
    if (handle) {
      handle.current = heatmap;
    }
  }, [handle, heatmap]);

  const firstGroup = useRef(initialGroup);
  useEffect(() => {
    if (heatmap && firstGroup.current) {
      heatmap.zoomTo(firstGroup.current);
    }
  }, [heatmap]);

  const { table } = source.getSnapshot();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!heatmap) {
      return;
    }
    if ((event.key === 'Enter' || event.key === ' ') && focused) {
      event.preventDefault();
      props.onSelect([focused.slot], 'key', event.key === ' ');
    } else if (handleCanvasKey(heatmap, event)) {
      event.preventDefault();
    }
  };

  const focusedPod = focused && podOfSlot(table, focused.slot);
  const bounds = stage.current?.getBoundingClientRect();
  return (
    <div className={classes.root}>
      {/* An application is a widget, whatever the rule's list of roles says. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={stage}
        className={classes.stage}
        // One finger scrolls the page past a picture that is all visible, and pans one
        // that is not; two fingers always belong to the picture.
        style={{ touchAction: isFitted ? 'pan-y' : 'none' }}
        // The picture is one widget with keys of its own, like a map.
        role="application"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t('canvas.name')}
        aria-describedby={`${id}-description`}
        aria-activedescendant={focusedPod ? `${id}-cell` : undefined}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setHover(undefined)}
      />
      <div id={`${id}-description`} className={classes.hidden}>
        {t('canvas.description')}
      </div>
      {focused && focusedPod && (
        <div
          id={`${id}-cell`}
          role="img"
          className={classes.hidden}
          aria-live="polite"
        >
          {t('canvas.cell', {
            name: focusedPod.name,
            state: t(`state.${focusedPod.state}`),
            age: formatters.duration(now() - focusedPod.createdAt),
            owner: focusedPod.owner
              ? entityName(focusedPod.owner)
              : t('hover.noOwner'),
            position: formatters.count(focused.position),
            total: formatters.count(focused.group.total),
            group: focused.group.label || t('group.none'),
          })}
        </div>
      )}
      <GroupTree groups={() => heatmap?.groups() ?? []} />
      <LiveSummary groups={() => heatmap?.groups() ?? []} />
      {hover && bounds && (
        <HoverCard
          hover={hover}
          table={table}
          now={now()}
          colouring={view.colouring}
          bounds={bounds}
        />
      )}
      {(children || error) && (
        <div className={classes.overlay}>
          {error ? <span>{t('canvas.failed')}</span> : children}
        </div>
      )}
    </div>
  );
}
