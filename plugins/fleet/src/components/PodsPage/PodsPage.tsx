import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { podOfSlot } from '@panorama/plugin-fleet-common';
import {
  PartialFailureBanner,
  ShortcutsDialog,
  useFormatters,
  useShare,
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
import { useSelectedSlots } from '../../hooks/useSlots';
import { fleetTranslationRef } from '../../translation';
import { handleCanvasKey } from '../Heatmap/canvasKeys';
import { HeatmapView } from '../Heatmap/HeatmapView';
import { PodTableView } from '../PodTable/PodTableView';
import { usePodsRotation } from '../Wall/usePodsRotation';
import { WallMode } from '../Wall/WallMode';
import { NoMatch, usePodsEmpty } from './PodsEmpty';
import { PodsLegendRow } from './PodsLegendRow';
import { PodsPanel } from './PodsPanel';
import { PodsToolbar } from './PodsToolbar';
import { useSavedLink } from './saved/useSavedLink';
import { useSavedViews } from './saved/useSavedViews';
import { useCuts } from './useCuts';
import { useGrouping } from './useGrouping';
import { usePodsShortcuts } from './usePodsShortcuts';
import { useStep } from './useStep';

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
      // A phone scrolls: above its bottom bar the picture would be a slit.
      [theme.breakpoints.down('xs')]: {
        height: 'auto',
        padding: theme.spacing(1, 1, 9),
      },
    },
    main: { display: 'flex', gap: theme.spacing(1.5), flex: 1, minHeight: 0 },
    frame: {
      display: 'flex',
      flex: 1,
      minWidth: 0,
      minHeight: 0,
      overflow: 'auto',
      [theme.breakpoints.down('xs')]: {
        height: 'max(440px, calc(100vh - 320px))',
        flex: '1 0 auto',
      },
    },
  }),
  { name: 'PanoramaPodsPage' },
);

/** Every pod of every cluster on one screen, and the same as a table. */
export function PodsPage() {
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const stream = useApi(fleetStreamApiRef);
  const page = useApi(fleetPageApiRef);
  const share = useShare();
  const snapshot = useFleetSnapshot();
  const { table, version, clusters, connection, serverClockOffsetMs } =
    snapshot;
  const [address, change] = useUrlState(podsUrlSchema);
  const saved = useSavedViews();
  useSavedLink(address.saved, saved);
  const { url, rotation } = usePodsRotation(address, saved.views);
  const filter = usePodFilter(snapshot, url.q);
  const cuts = useCuts(snapshot, url.color, url.cuts, filter, url.q);
  const grouping = useGrouping(url.group);
  const now = useServerNow(serverClockOffsetMs);
  const failures = useClusterFailures(clusters, now);
  const empty = usePodsEmpty(snapshot);
  const selection = useMemo(() => readSelection(url.sel), [url.sel]);
  const slots = useSelectedSlots(table, version, selection);
  const [openedByKey, setOpenedByKey] = useState(false);
  const [showHelp, setShowHelp] = useState(false);
  const heatmap = useRef<Heatmap>();
  const rows = useRef<readonly number[]>([]);
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

  const neighbour = useStep({
    heatmap,
    rows,
    table,
    isTable: url.view === 'table',
    selection,
    slots,
  });
  const step = (by: 1 | -1) => {
    const next = neighbour(by);
    if (next && 'slot' in next) {
      select([next.slot], 'key', false);
    } else if (next) {
      change({ sel: [`group:${next.group}`] });
    }
  };

  const shortcuts = usePodsShortcuts({
    url,
    change,
    filterInput,
    share,
    step,
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
      cuts,
      match: filter.match,
      onlyMatches: url.only,
      selected: slots,
      wall: isWall,
      locale: formatters.locale,
    }),
    [
      grouping,
      url.color,
      cuts,
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
        cuts={cuts}
        grouping={grouping}
        rotation={rotation}
        failures={failures}
        now={now}
        onExit={() => change({ view: 'map', rotate: [] })}
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
        saved={saved}
        inputRef={filterInput}
      />
      <PodsLegendRow
        snapshot={snapshot}
        url={url}
        change={change}
        cuts={cuts}
        filter={filter}
        heatmap={heatmap}
      />
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
              sort={url.sort}
              onSort={sort => change({ sort }, 'replace')}
              columns={url.cols}
              onColumns={cols => change({ cols }, 'replace')}
              order={rows}
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
