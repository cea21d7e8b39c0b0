import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { alpha, makeStyles } from '@material-ui/core/styles';
import DeviceHubIcon from '@material-ui/icons/DeviceHub';
import TableChartIcon from '@material-ui/icons/TableChart';
import { ToggleButton, ToggleButtonGroup } from '@material-ui/lab';
import {
  FilterBar,
  panoramaTokens,
  useFormatters,
  type UrlChange,
} from '@panorama/ui';
import type { RefObject } from 'react';
import {
  EDGE_LABELS,
  MAP_VIEWS,
  MAX_DEPTH,
  type MapUrlState,
  type ShownMapUrl,
} from '../../hooks/mapUrl';
import type { MapQuery } from '../../hooks/useMapQuery';
import { GROUP_KEYS } from '../../map/grouping';
import { serviceMapTranslationRef } from '../../translation';
import { Choice } from './Choice';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
    filter: { flex: '1 1 320px', minWidth: 0 },
    toggle: {
      height: 36,
      padding: theme.spacing(0, 1.5),
      textTransform: 'none',
      fontSize: 13,
      [theme.breakpoints.down('xs')]: { height: 44 },
    },
    view: {
      backgroundColor: theme.palette.background.paper,
      '& .MuiToggleButton-root': { color: theme.palette.text.primary },
      '& .MuiToggleButton-root.Mui-selected': {
        color: panoramaTokens(theme).text.link,
        backgroundColor: alpha(panoramaTokens(theme).text.link, 0.1),
        fontWeight: 600,
      },
      '& .MuiToggleButton-label': { gap: 6 },
    },
  }),
  { name: 'PanoramaMapToolbar' },
);

export interface MapToolbarProps {
  url: ShownMapUrl;
  change: UrlChange<MapUrlState>;
  query: MapQuery;
  /** How many there are, whatever the query. */
  nodes: number;
  groups: number;
  /** Too small a window for a picture: it is only shown when asked for. */
  isSmall: boolean;
  filterInput: RefObject<HTMLInputElement>;
}

const VIEW_ICONS = {
  map: <DeviceHubIcon fontSize="small" />,
  table: <TableChartIcon fontSize="small" />,
};

const DEPTHS = Array.from({ length: MAX_DEPTH + 1 }, (_, depth) => depth);

/** Query, grouping or depths, edge label, view. */
export function MapToolbar(props: MapToolbarProps) {
  const { url, change, query, nodes, groups, isSmall, filterInput } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { count } = useFormatters();
  const steps = (depth: number) => {
    if (depth === 0) {
      return t('toolbar.noHops');
    }
    return depth === 1
      ? t('toolbar.hop')
      : t('toolbar.hops', { amount: String(depth) });
  };
  const depths = DEPTHS.map(depth => ({
    value: String(depth),
    label: steps(depth),
  }));
  return (
    <div className={classes.root}>
      <div className={classes.filter}>
        <FilterBar
          value={url.q}
          onChange={q => change({ q }, 'replace')}
          parse={query.parse}
          suggest={query.suggest}
          label={t('filter.label')}
          placeholder={t('filter.example', {
            example: 'health:down or callers>5',
          })}
          inputRef={filterInput}
          matches={
            <span data-testid="map-match-count">
              {query.find.type !== 'all'
                ? t('filter.matches', {
                    amount: count(query.matches.size),
                    total: count(nodes),
                  })
                : t('filter.services', {
                    amount: count(nodes),
                    groups: count(groups),
                  })}
            </span>
          }
        />
      </div>
      {url.view === 'map' &&
        (url.focus ? (
          <>
            <Choice
              label={t('toolbar.callers')}
              value={String(url.in)}
              options={depths}
              onChange={value => change({ in: Number(value) })}
            />
            <Choice
              label={t('toolbar.callees')}
              value={String(url.out)}
              options={depths}
              onChange={value => change({ out: Number(value) })}
            />
            <Button
              size="small"
              variant="outlined"
              className={classes.toggle}
              onClick={() => change({ focus: '' })}
            >
              {t('toolbar.leaveFocus')}
            </Button>
          </>
        ) : (
          <Choice
            label={t('toolbar.group')}
            value={url.group}
            options={GROUP_KEYS.map(key => ({
              value: key,
              label: t(`toolbar.${key}`),
            }))}
            onChange={group => change({ group, open: [] })}
          />
        ))}
      {url.view === 'map' && (
        <Choice
          label={t('toolbar.edge')}
          value={url.edge}
          options={EDGE_LABELS.map(label => ({
            value: label,
            label: t(`toolbar.${label}`),
          }))}
          onChange={edge => change({ edge })}
        />
      )}
      {isSmall && url.view === 'table' ? (
        <Button
          variant="outlined"
          className={classes.toggle}
          startIcon={VIEW_ICONS.map}
          onClick={() => change({ view: 'map' })}
        >
          {t('actions.showMap')}
        </Button>
      ) : (
        <ToggleButtonGroup
          exclusive
          size="small"
          className={classes.view}
          value={url.view}
          onChange={(_, view) => view && change({ view })}
          aria-label={t('toolbar.view')}
        >
          {MAP_VIEWS.map(view => (
            <ToggleButton key={view} value={view} className={classes.toggle}>
              {VIEW_ICONS[view]}
              {t(`toolbar.${view}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
    </div>
  );
}
