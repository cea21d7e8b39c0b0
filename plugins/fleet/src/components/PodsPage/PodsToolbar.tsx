import { useTranslationRef } from '@backstage/frontend-plugin-api';
import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import { makeStyles } from '@material-ui/core/styles';
import TableChartIcon from '@material-ui/icons/TableChart';
import ViewComfyIcon from '@material-ui/icons/ViewComfy';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { FilterBar, useFormatters, type UrlChange } from '@panorama/ui';
import type { RefObject } from 'react';
import {
  COLOURING_IDS,
  GROUP_KEYS,
  type ColouringId,
  type GroupKey,
} from '../../heatmap';
import type { PodsUrlState } from '../../hooks/podsUrl';
import type { PodFilter } from '../../hooks/usePodFilter';
import { fleetTranslationRef } from '../../translation';
import { colourKey } from './PodsLegend';
import { SavedViews } from './saved/SavedViews';
import type { SavedViews as Views } from './saved/useSavedViews';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      alignItems: 'flex-start',
    },
    box: {
      display: 'flex',
      alignItems: 'center',
      gap: 6,
      height: 36,
      padding: theme.spacing(0, 0, 0, 1.25),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      background: theme.palette.background.paper,
      fontSize: 13,
      [theme.breakpoints.down('xs')]: { height: 44 },
    },
    label: { color: theme.palette.text.secondary },
    select: {
      fontSize: 13,
      fontWeight: 600,
      '& .MuiSelect-select': { paddingTop: 6, paddingBottom: 6 },
      '&::before, &::after': { display: 'none' },
    },
    toggle: {
      height: 36,
      background: theme.palette.background.paper,
      '& .MuiToggleButton-root': {
        padding: theme.spacing(0, 1.25),
        textTransform: 'none',
        fontSize: 13,
        color: theme.palette.text.primary,
      },
      '& .MuiToggleButton-label': { gap: 6 },
      [theme.breakpoints.down('xs')]: { height: 44 },
    },
  }),
  { name: 'PanoramaPodsToolbar' },
);

/** Filter, grouping, colour, view: everything that changes the picture. */
export function PodsToolbar(props: {
  url: PodsUrlState;
  grouping: readonly GroupKey[];
  change: UrlChange<PodsUrlState>;
  filter: PodFilter;
  saved: Views;
  inputRef: RefObject<HTMLInputElement>;
}) {
  const { url, grouping, change, filter, saved, inputRef } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [first = 'cluster', second = 'none'] = grouping;

  const setGroup = (level: 0 | 1, key: GroupKey) => {
    const keys = level === 0 ? [key, second] : [first, key];
    change({ group: keys[1] === 'none' ? [keys[0]] : keys }, 'replace');
  };

  const groupSelect = (level: 0 | 1, value: GroupKey) => (
    <Select
      className={classes.select}
      value={value}
      disableUnderline
      onChange={event => setGroup(level, event.target.value as GroupKey)}
      inputProps={{
        // The name begins with the label and holds what is shown (WCAG 2.5.3).
        'aria-label': `${level === 0 ? t('group.label') : t('group.then')} ${t(
          `group.${value}`,
        )}`,
      }}
    >
      {GROUP_KEYS.map(key => (
        <MenuItem key={key} value={key} dense>
          {t(`group.${key}`)}
        </MenuItem>
      ))}
    </Select>
  );

  return (
    <div className={classes.root}>
      <FilterBar
        value={url.q}
        onChange={q => change({ q }, 'replace')}
        parse={filter.parse}
        suggest={filter.suggest}
        label={t('filter.label')}
        placeholder={t('filter.example', {
          example: t('filter.placeholder'),
        })}
        inputRef={inputRef}
        matches={
          <span data-testid="fleet-match-count">
            {filter.match
              ? t('filter.podsOf', {
                  amount: formatters.count(filter.matching),
                  total: formatters.count(filter.total),
                })
              : t('filter.pods', { amount: formatters.count(filter.total) })}
          </span>
        }
      />
      <div className={classes.box}>
        <span className={classes.label}>{t('group.label')}</span>
        {groupSelect(0, first)}
        <span className={classes.label} aria-hidden>
          ›
        </span>
        {groupSelect(1, second)}
      </div>
      <div className={classes.box}>
        <span className={classes.label}>{t('colour.label')}</span>
        <Select
          className={classes.select}
          value={url.color}
          disableUnderline
          onChange={event =>
            change(
              // Bounds belong to the unit of one colouring.
              { color: event.target.value as ColouringId, cuts: '' },
              'replace',
            )
          }
          inputProps={{
            'aria-label': `${t('colour.label')} ${t(
              `colour.${colourKey(url.color)}`,
            )}`,
          }}
        >
          {COLOURING_IDS.map(id => (
            <MenuItem key={id} value={id} dense>
              {t(`colour.${colourKey(id)}`)}
            </MenuItem>
          ))}
        </Select>
      </div>
      <ToggleButtonGroup
        exclusive
        size="small"
        className={classes.toggle}
        aria-label={t('view.label')}
        value={url.view === 'table' ? 'table' : 'map'}
        onChange={(_, view: 'map' | 'table' | null) => view && change({ view })}
      >
        <ToggleButton value="map">
          <ViewComfyIcon fontSize="small" />
          {t('view.map')}
        </ToggleButton>
        <ToggleButton value="table">
          <TableChartIcon fontSize="small" />
          {t('view.table')}
        </ToggleButton>
      </ToggleButtonGroup>
      <SavedViews url={url} change={change} saved={saved} />
    </div>
  );
}
