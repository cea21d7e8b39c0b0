import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EmptyState, Progress } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { MapPicture } from '@panorama/plugin-service-map-common';
import {
  ShortcutsDialog,
  useShare,
  useUrlState,
  type UrlChange,
} from '@panorama/ui';
import clsx from 'clsx';
import { useEffect, useMemo, useRef, useState } from 'react';
import { mapStoreApiRef } from '../../api/MapStore';
import {
  mapUrlSchema,
  type MapUrlState,
  type ShownMapUrl,
} from '../../hooks/mapUrl';
import { useLayout } from '../../hooks/useLayout';
import { useMapQuery } from '../../hooks/useMapQuery';
import { useMapSnapshot } from '../../hooks/useMapSnapshot';
import { groupMap } from '../../map/grouping';
import { estateScene, focusScene } from '../../map/scene';
import { serviceMapTranslationRef } from '../../translation';
import { MapCanvas } from '../Canvas/MapCanvas';
import { NodePanel } from '../Panel/NodePanel';
import { SummaryPanel } from '../Panel/SummaryPanel';
import { NodeTable } from '../Table/NodeTable';
import { MapLegend } from './MapLegend';
import { MapToolbar } from './MapToolbar';
import { useMapShortcuts } from './useMapShortcuts';

/** React Flow draws each box as DOM; beyond this the table is the better picture. */
const MAX_BOXES = 400;

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
      // A small window scrolls as a whole: what hurts first, then the list.
      [theme.breakpoints.down('sm')]: { height: 'auto' },
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(1) },
    },
    main: {
      display: 'flex',
      gap: theme.spacing(1.5),
      flex: 1,
      minHeight: 0,
      [theme.breakpoints.down('sm')]: { flexDirection: 'column' },
    },
    // What hurts stands before the list, but not before a map that was asked for.
    listed: {
      [theme.breakpoints.down('sm')]: { flexDirection: 'column-reverse' },
    },
    picture: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      flex: 1,
      minWidth: 0,
      minHeight: 0,
      [theme.breakpoints.down('sm')]: { flex: 'none', height: '80vh' },
    },
    foot: { display: 'flex', alignItems: 'center', gap: theme.spacing(2) },
    grow: { flex: 1, minWidth: 0 },
    tidy: { textTransform: 'none', fontSize: 13 },
    hidden: { fontSize: 13, color: theme.palette.text.secondary },
  }),
  { name: 'PanoramaMapPage' },
);

/** What depends on what: the estate in groups, one node with its neighbours, or both as a table. */
export function MapPage() {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const store = useApi(mapStoreApiRef);
  const { picture, error } = useMapSnapshot();
  if (picture && picture.nodes.length > 0) {
    return <LoadedMap picture={picture} />;
  }
  const retry = (
    <Button variant="outlined" onClick={() => store.refresh()}>
      {t('actions.retry')}
    </Button>
  );
  if (error) {
    return (
      <EmptyState
        missing="content"
        title={
          error.name === 'ServiceUnavailableError'
            ? t('states.building')
            : t('states.failed', { message: error.message })
        }
        action={retry}
      />
    );
  }
  return picture ? (
    <EmptyState
      missing="content"
      title={t('states.empty')}
      description={t('states.emptyAdvice')}
      action={retry}
    />
  ) : (
    <Progress />
  );
}

function useScene(picture: MapPicture, url: ShownMapUrl) {
  const query = useMapQuery(picture.nodes, picture.edges, url.q);
  const grouped = useMemo(
    () => groupMap(picture.nodes, picture.edges, url.group),
    [picture, url.group],
  );
  const focus = picture.nodes.find(({ id }) => id === url.focus);
  const focusId = focus?.id;
  const open = url.open.join('\n');
  const scene = useMemo(
    () =>
      focusId
        ? focusScene(picture.nodes, picture.edges, query.index, focusId, {
            callers: url.in,
            callees: url.out,
          })
        : estateScene(grouped, picture.edges, new Set(open.split('\n'))),
    [picture, query.index, grouped, focusId, url.in, url.out, open],
  );
  return { query, grouped, scene, focus };
}

/** The state in the URL; a small window starts with the table (ux.md §13). */
function useMapUrl(): {
  url: ShownMapUrl;
  change: UrlChange<MapUrlState>;
  isSmall: boolean;
} {
  const [url, change] = useUrlState(mapUrlSchema);
  const isSmall = useMediaQuery('(max-width: 959.95px)', { noSsr: true });
  const view = url.view || (isSmall && !url.focus ? 'table' : 'map');
  return { url: { ...url, view }, change, isSmall };
}

/**
 * What was chosen by a key takes the focus to its panel; when the panel closes,
 * the focus goes back to where the key was pressed.
 */
function useFocusReturn(isOpen: boolean) {
  const opener = useRef<HTMLElement>();
  useEffect(() => {
    if (!isOpen) {
      opener.current?.focus();
      opener.current = undefined;
    }
  }, [isOpen]);
  return opener;
}

function LoadedMap(props: { picture: MapPicture }) {
  const { picture } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { url, change, isSmall } = useMapUrl();
  const { query, grouped, scene, focus } = useScene(picture, url);
  const view = focus ? `${focus.id} ${url.in} ${url.out}` : url.group;
  const { placed, tidy } = useLayout(scene, view);
  const share = useShare();
  const filterInput = useRef<HTMLInputElement>(null);
  const [showHelp, setShowHelp] = useState(false);

  const byId = useMemo(
    () => new Map(picture.nodes.map(node => [node.id, node])),
    [picture],
  );
  const selected = byId.get(url.sel);
  const select = (id: string | undefined) =>
    change({ sel: id && byId.has(id) ? id : '' });
  const opener = useFocusReturn(Boolean(selected));
  const focusOn = (id: string) => change({ focus: id, sel: id, view: 'map' });
  const toggle = (group: string) =>
    change({
      open: url.open.includes(group)
        ? url.open.filter(id => id !== group)
        : [...url.open, group],
    });

  const hiddenNeighbours =
    (focus?.hidden?.callers ?? 0) + (focus?.hidden?.callees ?? 0);

  const shortcuts = useMapShortcuts({
    url,
    change,
    filterInput,
    share,
    openHelp: () => setShowHelp(true),
  });

  const drawing = () => {
    if (url.view === 'table') {
      return (
        <NodeTable
          nodes={picture.nodes.filter(({ id }) => query.matches.has(id))}
          index={query.index}
          selected={selected?.id}
          onSelect={select}
        />
      );
    }
    if (scene.boxes.length > MAX_BOXES) {
      return (
        <EmptyState
          missing="content"
          title={t('states.tooMany', { amount: String(scene.boxes.length) })}
          action={
            <Button
              variant="outlined"
              onClick={() => change({ view: 'table' })}
            >
              {t('toolbar.table')}
            </Button>
          }
        />
      );
    }
    return (
      placed && (
        <MapCanvas
          placed={placed}
          edgeLabel={url.edge}
          matches={query.matches}
          selected={url.sel}
          onSelect={select}
          onOpen={(id, from) => {
            opener.current = from;
            select(id);
          }}
          onFocus={focusOn}
          onToggle={toggle}
        />
      )
    );
  };
  return (
    <div className={classes.root}>
      <MapToolbar
        url={url}
        change={change}
        query={query}
        nodes={picture.nodes.length}
        groups={grouped.groups.length}
        isSmall={isSmall}
        filterInput={filterInput}
      />
      <div
        className={clsx(classes.main, {
          [classes.listed]: url.view === 'table',
        })}
      >
        <div className={classes.picture}>
          {drawing()}
          <div className={classes.foot}>
            <div className={classes.grow}>
              <MapLegend
                nodes={picture.nodes}
                find={query.find}
                onChange={q => change({ q })}
              />
            </div>
            {url.view === 'map' && hiddenNeighbours > 0 && (
              <span className={classes.hidden}>
                {t('node.hidden', { amount: String(hiddenNeighbours) })}
              </span>
            )}
            {url.view === 'map' && (
              <Button size="small" className={classes.tidy} onClick={tidy}>
                {t('actions.tidy')}
              </Button>
            )}
          </div>
        </div>
        {selected ? (
          <NodePanel
            node={selected}
            build={picture.build}
            nodes={picture.nodes}
            takeFocus={opener.current !== undefined}
            onSelect={select}
            onFocus={focusOn}
            onClose={() => change({ sel: '' })}
          />
        ) : (
          <SummaryPanel
            picture={picture}
            onSelect={id => change({ sel: id })}
            onShowAffected={() =>
              change({ q: 'health:inherited', view: 'table' })
            }
          />
        )}
      </div>
      <ShortcutsDialog
        open={showHelp}
        onClose={() => setShowHelp(false)}
        shortcuts={shortcuts}
      />
    </div>
  );
}
