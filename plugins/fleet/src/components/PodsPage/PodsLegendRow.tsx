import { useTranslationRef } from '@backstage/frontend-plugin-api';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import { usePanoramaTokens, type UrlChange } from '@panorama/ui';
import type { RefObject } from 'react';
import type { FleetSnapshot } from '../../api/FleetStream';
import { parseCuts, type Heatmap } from '../../heatmap';
import type { PodsUrlState } from '../../hooks/podsUrl';
import type { PodFilter } from '../../hooks/usePodFilter';
import { fleetTranslationRef } from '../../translation';
import { ZoomControls } from '../Heatmap/ZoomControls';
import { CutsEditor } from './CutsEditor';
import { PodsLegend } from './PodsLegend';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', alignItems: 'center', gap: theme.spacing(1.5) },
    legend: { flex: 1, minWidth: 0 },
    only: {
      whiteSpace: 'nowrap',
      marginRight: 0,
      '& .MuiTypography-root': { fontSize: 13 },
    },
    // Fingers pinch.
    zoom: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  }),
  { name: 'PanoramaPodsLegendRow' },
);

/** The legend, and what changes how the picture shows the same pods. */
export function PodsLegendRow(props: {
  snapshot: FleetSnapshot;
  url: PodsUrlState;
  change: UrlChange<PodsUrlState>;
  cuts: readonly number[] | undefined;
  filter: PodFilter;
  heatmap: RefObject<Heatmap | undefined>;
}) {
  const { snapshot, url, change, cuts, filter, heatmap } = props;
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(fleetTranslationRef);
  const isMap = url.view === 'map';
  return (
    <div className={classes.root}>
      <div className={classes.legend}>
        <PodsLegend
          snapshot={snapshot}
          colouring={url.color}
          cuts={cuts}
          filter={filter}
          tokens={tokens}
          onFilter={q => change({ q }, 'replace')}
        />
      </div>
      <CutsEditor
        colouring={url.color}
        cuts={cuts}
        isOwn={parseCuts(url.color, url.cuts) !== undefined}
        onChange={text => change({ cuts: text }, 'replace')}
      />
      {filter.match && isMap && (
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
      {isMap && (
        <div className={classes.zoom}>
          <ZoomControls heatmap={() => heatmap.current ?? undefined} />
        </div>
      )}
    </div>
  );
}
