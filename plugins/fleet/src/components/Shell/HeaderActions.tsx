import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import FullscreenIcon from '@material-ui/icons/Fullscreen';
import GetAppIcon from '@material-ui/icons/GetApp';
import ShareIcon from '@material-ui/icons/Share';
import { FreshnessBadge, useShare, type FreshnessSource } from '@panorama/ui';
import { useState, useSyncExternalStore } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { fleetApiRef } from '../../api/FleetApi';
import { fleetPageApiRef } from '../../api/FleetPageApi';
import { useClusterProblem } from '../../hooks/useClusterFailures';
import { useFleetSnapshot } from '../../hooks/useFleetSnapshot';
import { useServerNow } from '../../hooks/useServerNow';
import { errorText } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { freshnessSource } from './freshnessSource';
import { jsonArray, saveFile } from './saveFile';

/** Thresholds of an inventory: a live watch speaks every few seconds. */
const LATE_AFTER_MS = 30_000;
const STALE_AFTER_MS = 60_000;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5),
    },
    button: { textTransform: 'none', fontSize: 13, height: 32 },
    wide: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  }),
  { name: 'PanoramaFleetActions' },
);

/** Freshness, share, export and wall mode, beside the page's title. */
export function HeaderActions() {
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  const fleet = useApi(fleetApiRef);
  const page = useApi(fleetPageApiRef);
  const toast = useApi(toastApiRef);
  const share = useShare();
  const describe = useClusterProblem();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const { clusters, connection, serverClockOffsetMs } = useFleetSnapshot();
  const now = useServerNow(serverClockOffsetMs);
  const offers = useSyncExternalStore(page.subscribe, page.get);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);

  const sources: FreshnessSource[] = clusters.map(cluster => ({
    ...freshnessSource(cluster, now),
    problem: describe(cluster, now),
  }));
  const disconnected = {
    reconnecting: t('freshness.reconnecting'),
    'too-many-streams': t('freshness.tooManyStreams'),
    'signed-out': t('freshness.signedOut'),
    forbidden: t('freshness.forbidden'),
    connecting: undefined,
    live: undefined,
  }[connection];

  const save = async (name: string, make: () => Promise<Blob>) => {
    setAnchor(null);
    try {
      saveFile(name, await make());
    } catch (error) {
      const message = error instanceof Error ? errorText(error) : String(error);
      toast.post({
        title: t('actions.exportFailed', { message }),
        status: 'danger',
      });
    }
  };
  const query = { q: offers.q, sort: 'state' };

  return (
    <div className={classes.root}>
      <FreshnessBadge
        sources={sources}
        disconnected={disconnected}
        lateAfterMs={LATE_AFTER_MS}
        staleAfterMs={STALE_AFTER_MS}
      />
      <Button
        className={`${classes.button} ${classes.wide}`}
        startIcon={<ShareIcon />}
        onClick={share}
      >
        {t('actions.share')}
      </Button>
      {offers.q !== undefined && (
        <Button
          className={`${classes.button} ${classes.wide}`}
          startIcon={<GetAppIcon />}
          aria-haspopup="menu"
          onClick={event => setAnchor(event.currentTarget)}
        >
          {t('actions.export')}
        </Button>
      )}
      {offers.hasWall && (
        <Button
          className={`${classes.button} ${classes.wide}`}
          variant="outlined"
          startIcon={<FullscreenIcon />}
          onClick={() => {
            const params = new URLSearchParams(search);
            params.set('view', 'wall');
            navigate({ pathname, search: `?${params}` });
          }}
        >
          {t('actions.wall')}
        </Button>
      )}
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
      >
        {offers.exportPng && (
          <MenuItem
            dense
            onClick={() =>
              offers.exportPng && save('pods.png', offers.exportPng)
            }
          >
            {t('actions.exportPng')}
          </MenuItem>
        )}
        <MenuItem
          dense
          onClick={() => save('pods.csv', () => fleet.exportPods(query, 'csv'))}
        >
          {t('actions.exportCsv')}
        </MenuItem>
        <MenuItem
          dense
          onClick={() =>
            save('pods.json', async () =>
              jsonArray(await (await fleet.exportPods(query, 'ndjson')).text()),
            )
          }
        >
          {t('actions.exportJson')}
        </MenuItem>
      </Menu>
    </div>
  );
}
