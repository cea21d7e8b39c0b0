import { useTranslationRef } from '@backstage/frontend-plugin-api';
import IconButton from '@material-ui/core/IconButton';
import {
  createTheme,
  makeStyles,
  ThemeProvider,
  type Theme,
} from '@material-ui/core/styles';
import FullscreenExitIcon from '@material-ui/icons/FullscreenExit';
import {
  useFormatters,
  useKeyboardShortcuts,
  wallTokens,
  type PartialFailure,
} from '@panorama/ui';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { FleetSnapshot } from '../../api/FleetStream';
import type { ColouringId, GroupKey } from '../../heatmap';
import type { PodFilter } from '../../hooks/usePodFilter';
import { useIdle } from './useIdle';
import { fleetTranslationRef } from '../../translation';
import { colourKey, PodsLegend } from '../PodsPage/PodsLegend';
import { wallNumbers } from './wallNumbers';
import { WallProgress } from './WallProgress';

const SHIFT_EVERY_MS = 600_000;

const useStyles = makeStyles(
  theme => ({
    root: {
      position: 'fixed',
      inset: '0',
      zIndex: theme.zIndex.modal,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      padding: theme.spacing(2),
      boxSizing: 'border-box',
      background: wallTokens.ground.wall,
      color: wallTokens.text.primary,
      fontSize: 14,
    },
    idle: { cursor: 'none' },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(5),
    },
    title: { margin: 0, fontSize: 20, fontWeight: 700 },
    more: { color: wallTokens.text.secondary },
    number: { display: 'flex', alignItems: 'center', gap: 10 },
    big: {
      fontSize: 34,
      fontWeight: 700,
      lineHeight: 1,
      fontVariantNumeric: 'tabular-nums',
    },
    clock: { marginLeft: 'auto', textAlign: 'right' },
    time: { fontSize: 30, lineHeight: 1, fontVariantNumeric: 'tabular-nums' },
    main: { flex: 1, minHeight: 0, display: 'flex' },
    foot: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
    },
    exit: { color: wallTokens.text.secondary },
  }),
  { name: 'PanoramaWall' },
);

function darkTheme(outer: Theme): Theme {
  return createTheme({
    typography: { fontFamily: outer.typography.fontFamily },
    palette: {
      type: 'dark',
      background: {
        default: wallTokens.ground.wall,
        paper: wallTokens.ground.well,
      },
      divider: wallTokens.divider,
    },
  });
}

/** What turns on the wall, and who may stop it. */
export interface WallRotation {
  names: readonly string[];
  index: number;
  everyMs: number;
  isPaused: boolean;
  /** Stops it, or lets it go on. */
  onPause: () => void;
  /** While somebody moves the pointer it stands still as well. */
  onTouched: (isTouched: boolean) => void;
  go: (step: 1 | -1) => void;
}

/** For the screen on the wall: no chrome, large numbers, always dark. */
export function WallMode(props: {
  snapshot: FleetSnapshot;
  filter: PodFilter;
  colouring: ColouringId;
  cuts?: readonly number[];
  grouping: readonly GroupKey[];
  /** Saved views that are shown in turn; absent for a single view. */
  rotation?: WallRotation;
  failures: readonly PartialFailure[];
  now: number;
  onExit: () => void;
  children: ReactNode;
}) {
  return createPortal(
    <ThemeProvider theme={darkTheme}>
      <WallContent {...props} />
    </ThemeProvider>,
    document.body,
  );
}

function WallContent(props: Parameters<typeof WallMode>[0]) {
  const {
    snapshot,
    filter,
    colouring,
    cuts,
    grouping,
    rotation,
    failures,
    now,
    onExit,
    children,
  } = props;
  const { table, version, clusters, connection } = snapshot;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const isIdle = useIdle();
  const [shift, setShift] = useState(0);

  useEffect(() => {
    // The picture stands still for days: one pixel now and then spares the screen.
    const shifter = setInterval(
      () => setShift(before => 1 - before),
      SHIFT_EVERY_MS,
    );
    return () => clearInterval(shifter);
  }, []);

  const onTouched = rotation?.onTouched;
  useEffect(() => onTouched?.(!isIdle), [onTouched, isIdle]);
  useKeyboardShortcuts(
    rotation
      ? [
          {
            keys: [' ', 'p'],
            description: '',
            run: () => rotation.onPause(),
          },
          { keys: ['ArrowRight'], description: '', run: () => rotation.go(1) },
          { keys: ['ArrowLeft'], description: '', run: () => rotation.go(-1) },
        ]
      : [],
  );

  useEffect(() => {
    // Refused without a click, for instance from a bookmark: the page is enough then.
    document.documentElement.requestFullscreen?.().catch(() => undefined);
    return () => {
      if (document.fullscreenElement) {
        document.exitFullscreen().catch(() => undefined);
      }
    };
  }, []);

  const numbers = useMemo(
    () => wallNumbers(table, clusters, filter.match),
    // The table changes in place; its version says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [table, version, clusters, filter.match],
  );
  const shown = [
    { id: 'failing', value: numbers.failing, colour: wallTokens.pod.crashloop },
    {
      id: 'notready',
      value: numbers.notready,
      colour: wallTokens.pod.notready,
    },
    {
      id: 'unschedulable',
      value: numbers.unschedulable,
      colour: wallTokens.pod.unschedulable,
    },
    { id: 'stale', value: numbers.stale, colour: wallTokens.health.stale },
  ] as const;

  return (
    <div
      className={`${classes.root} ${isIdle ? classes.idle : ''}`}
      style={{ transform: `translate(${shift}px, ${shift}px)` }}
    >
      <div className={classes.head}>
        <div>
          <h1 className={classes.title}>
            {t(`colour.${colourKey(colouring)}`)}
          </h1>
          <div className={classes.more}>
            {t('wall.summary', {
              pods: formatters.count(filter.matching),
              clusters: formatters.count(clusters.length),
            })}
            {' · '}
            {grouping.map(key => t(`group.${key}`)).join(' › ')}
          </div>
        </div>
        {shown.map(({ id, value, colour }) => (
          <div key={id} className={classes.number}>
            <span
              className={classes.big}
              style={{ color: value > 0 ? colour : wallTokens.text.primary }}
            >
              {formatters.shortCount(value)}
            </span>
            <span className={classes.more}>{t(`wall.${id}`)}</span>
          </div>
        ))}
        <div className={classes.clock}>
          <div className={classes.time}>{formatters.moment(now, now)}</div>
          <div className={classes.more}>
            {connection === 'live' || connection === 'connecting'
              ? t('wall.allLive')
              : t(`connection.${connection}`)}
            <IconButton
              size="small"
              className={classes.exit}
              aria-label={t('wall.exit')}
              onClick={onExit}
            >
              <FullscreenExitIcon />
            </IconButton>
          </div>
        </div>
      </div>
      {rotation && <WallProgress {...rotation} />}
      <div className={classes.main}>{children}</div>
      <div className={classes.foot}>
        <PodsLegend
          snapshot={snapshot}
          colouring={colouring}
          cuts={cuts}
          filter={filter}
          tokens={wallTokens}
          large
        />
        <div className={classes.more} role="status">
          {failures[0]?.sentence}
        </div>
      </div>
    </div>
  );
}
