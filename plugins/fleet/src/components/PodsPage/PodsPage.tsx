import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import { podOfSlot } from '@panorama/plugin-fleet-common';
import {
  PartialFailureBanner,
  ShortcutsDialog,
  useFormatters,
  usePanoramaTokens,
  useUrlState,
} from '@panorama/ui';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fleetPageApiRef } from '../../api/FleetPageApi';
import { fleetStreamApiRef } from '../../api/FleetStreamApi';
import type { Heatmap, HeatmapView as View } from '../../heatmap';
import {
  podSelection,
  podsUrlSchema,
  readSelection,
} from '../../hooks/podsUrl';
import { useClusterFailures } from '../../hooks/useClusterFailures';
import { useFleetSnapshot } from '../../hooks/useFleetSnapshot';
import { usePodFilter } from '../../hooks/usePodFilter';
import { useServerNow } from '../../hooks/useServerNow';
import { useShare } from '../../hooks/useShare';
import { useSelectedSlots } from '../../hooks/useSlots';
import { fleetTranslationRef } from '../../translation';
import { handleCanvasKey } from '../Heatmap/canvasKeys';
import { HeatmapView } from '../Heatmap/HeatmapView';
import { PodTableView } from '../PodTable/PodTableView';
import { WallMode } from '../Wall/WallMode';
import { NoMatch, usePodsEmpty } from './PodsEmpty';
import { PodsLegend } from './PodsLegend';
import { PodsPanel } from './PodsPanel';
import { PodsToolbar } from './PodsToolbar';
import { useGrouping } from './useGrouping';
import { usePodsShortcuts } from './usePodsShortcuts';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      // The portal's header keeps 24 px of air below its tabs: half of it is enough here.
      marginTop: -16,
      height: 'calc(100vh - var(--bui-header-height, 112px) + 16px)',
      minHeight: 420,
      boxSizing: 'border-box',
      padding: theme.spacing(1.5, 3, 1.5),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(1) },
    },
    legend: { display: 'flex', alignItems: 'center', gap: theme.spacing(2) },
    grow: { flex: 1, minWidth: 0 },
    main: { display: 'flex', gap: theme.spacing(1.5), flex: 1, minHeight: 0 },
    frame: {
      display: 'flex',
      flex: 1,
      minWidth: 0,
      minHeight: 0,
      overflow: 'auto',
    },
    only: {
      whiteSpace: 'nowrap',
      marginRight: 0,
      '& .MuiTypography-root': { fontSize: 13 },
    },
  }),
  { name: 'PanoramaPodsPage' },
);

/** Every pod of every cluster on one screen, and the same as a table. */
export function PodsPage() {
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const stream = useApi(fleetStreamApiRef);
  const page = useApi(fleetPageApiRef);
  const share = useShare();
  const snapshot = useFleetSnapshot();
  const { table, version, clusters, connection, serverClockOffsetMs } =
    snapshot;
  const [url, change] = useUrlState(podsUrlSchema);
  const filter = usePodFilter(snapshot, url.q);
  const grouping = useGrouping(url.group);
  const now = useServerNow(serverClockOffsetMs);
  const failures = useClusterFailures(clusters, now);
  const empty = usePodsEmpty(snapshot);
  const selection = useMemo(() => readSelection(url.sel), [url.sel]);
  const slots = useSelectedSlots(table, version, selection);
  const [openedByKey, setOpenedByKey] = useState(false);
  const [showHelp, setShowHelp] = useState(false);
  const heatmap = useRef<Heatmap>();
  const filterInput = useRef<HTMLInputElement>(null);
  const returnFocusTo = useRef<HTMLElement | null>(null);

  useEffect(
    () =>
      page.offer({
        q: url.q,
        hasWall: true,
        exportPng: async () => {
          if (!heatmap.current) {
            throw new Error(t('canvas.failed'));
          }
          return heatmap.current.exportPng();
        },
      }),
    [page, url.q, t],
  );

  const select = useCallback(
    (chosen: readonly number[], how: 'mouse' | 'key', add: boolean) => {
      const names = chosen.flatMap(slot => {
        const pod = podOfSlot(table, slot);
        return pod ? [podSelection(pod.cluster, pod.namespace, pod.name)] : [];
      });
      if (how === 'key') {
        returnFocusTo.current = document.activeElement as HTMLElement;
      }
      setOpenedByKey(how === 'key' && !add);
      const kept = add ? url.sel.filter(part => !names.includes(part)) : [];
      const isRemoval = add && names.length === 1 && url.sel.includes(names[0]);
      change({ sel: isRemoval ? kept : [...kept, ...names] });
    },
    [change, table, url.sel],
  );

  const close = useCallback(() => {
    change({ sel: [] });
    returnFocusTo.current?.focus();
    returnFocusTo.current = null;
  }, [change]);

  const shortcuts = usePodsShortcuts({
    url,
    change,
    filterInput,
    share,
    openHelp: () => setShowHelp(true),
    toCanvas: key => {
      if (heatmap.current) {
        handleCanvasKey(heatmap.current, {
          key,
          ctrlKey: false,
          metaKey: false,
        });
      }
    },
  });

  const isWall = url.view === 'wall';
  const view = useMemo(
    (): View => ({
      grouping,
      colouring: url.color,
      match: filter.match,
      onlyMatches: url.only,
      selected: slots,
      wall: isWall,
      locale: formatters.locale,
    }),
    [
      grouping,
      url.color,
      filter.match,
      url.only,
      slots,
      isWall,
      formatters.locale,
    ],
  );

  const picture = empty ?? (
    <HeatmapView
      source={stream}
      view={view}
      now={() => Date.now() + serverClockOffsetMs}
      handle={heatmap}
      initialGroup={url.z || undefined}
      onSelect={select}
      onSelectGroup={group => change({ sel: [`group:${group.id}`] })}
      onViewChange={({ groupId, fitted }) =>
        change({ z: fitted || groupId === 'all' ? '' : groupId }, 'replace')
      }
    >
      {filter.match && filter.matching === 0 && (
        <NoMatch filter={filter} onFilter={q => change({ q }, 'replace')} />
      )}
    </HeatmapView>
  );

  if (isWall) {
    return (
      <WallMode
        snapshot={snapshot}
        filter={filter}
        colouring={url.color}
        grouping={grouping}
        failures={failures}
        now={now}
        onExit={() => change({ view: 'map' })}
      >
        {picture}
      </WallMode>
    );
  }

  const connectionFailure =
    connection === 'live' || connection === 'connecting' || table.size === 0
      ? []
      : [
          {
            id: 'connection',
            sentence: t(`connection.${connection}`),
            raw: snapshot.problem,
          },
        ];

  return (
    <div className={classes.root}>
      <PodsToolbar
        url={url}
        grouping={grouping}
        change={change}
        filter={filter}
        inputRef={filterInput}
      />
      <div className={classes.legend}>
        <div className={classes.grow}>
          <PodsLegend
            snapshot={snapshot}
            colouring={url.color}
            filter={filter}
            tokens={tokens}
            onFilter={q => change({ q }, 'replace')}
          />
        </div>
        {filter.match && url.view === 'map' && (
          <FormControlLabel
            className={classes.only}
            label={t('filter.onlyMatches')}
            control={
              <Switch
                size="small"
                color="primary"
                checked={url.only}
                onChange={(_, only) => change({ only }, 'replace')}
              />
            }
          />
        )}
      </div>
      <PartialFailureBanner
        failures={[...connectionFailure, ...failures]}
        total={clusters.length + connectionFailure.length}
      />
      <div className={classes.main}>
        <div className={classes.frame}>
          {url.view === 'table' && !empty ? (
            <PodTableView
              table={table}
              version={version}
              match={filter.match}
              orderKey={url.q}
              selected={slots}
              now={now}
              onSelect={(slot, how, add) => select([slot], how, add)}
            />
          ) : (
            picture
          )}
        </div>
        <PodsPanel
          selection={selection}
          slots={slots}
          table={table}
          grouping={grouping}
          now={now}
          takeFocus={openedByKey}
          onOpen={part => change({ sel: [part] })}
          onClose={close}
          onCopyLink={share}
        />
      </div>
      <ShortcutsDialog
        open={showHelp}
        onClose={() => setShowHelp(false)}
        shortcuts={shortcuts}
      />
    </div>
  );
}
