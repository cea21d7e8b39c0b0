import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { EmptyLine, useFormatters } from '@panorama/ui';
import { formatFilter } from '@panorama/plugin-fleet-common';
import { useEffect, useState, type ReactNode } from 'react';
import { fleetApiRef } from '../../api/FleetApi';
import type { FleetSnapshot } from '../../api/FleetStream';
import { useAccessAdvice } from '../../hooks/useAccessAdvice';
import { useAsyncData } from '../../hooks/useAsyncData';
import type { PodFilter } from '../../hooks/usePodFilter';
import { entityName } from '../../pod/entityName';
import { fleetTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    root: { margin: 'auto', padding: theme.spacing(4), maxWidth: 560 },
    title: { marginBottom: theme.spacing(1) },
    skeleton: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
      gap: theme.spacing(1.5),
      padding: theme.spacing(1.5),
      width: '100%',
    },
    frame: {
      height: 120,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      background: theme.palette.action.hover,
    },
  }),
  { name: 'PanoramaPodsEmpty' },
);

function Words(props: { title?: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.root} role="status">
      {props.title && (
        <Typography variant="h6" component="h2" className={classes.title}>
          {props.title}
        </Typography>
      )}
      {props.children}
    </div>
  );
}

/** Somebody without any namespace learns whom to ask. */
function NoRights() {
  const fleet = useApi(fleetApiRef);
  const { t } = useTranslationRef(fleetTranslationRef);
  const adviceOf = useAccessAdvice();
  const me = useAsyncData('me', signal => fleet.me({ signal }));
  return (
    <Words title={t('empty.noRightsTitle')}>
      <p>
        {me.data &&
          t('empty.noRights', { user: entityName(me.data.userEntityRef) })}
      </p>
      <p>{adviceOf(me.data)}</p>
    </Words>
  );
}

/** Frames of the layout that will come; words only when it takes long. */
function Loading(props: { snapshot: FleetSnapshot }) {
  const { clusters } = props.snapshot;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [stage, setStage] = useState<'wait' | 'frames' | 'words'>('wait');
  useEffect(() => {
    const frames = setTimeout(() => setStage('frames'), 150);
    const words = setTimeout(() => setStage('words'), 3000);
    return () => {
      clearTimeout(frames);
      clearTimeout(words);
    };
  }, []);
  const reading = clusters.find(cluster => cluster.freshness === 'syncing');
  return (
    <div style={{ width: '100%' }}>
      {stage !== 'wait' && (
        <div className={classes.skeleton} aria-hidden>
          {(clusters.length > 0
            ? clusters
            : [{ name: '1' }, { name: '2' }, { name: '3' }]
          ).map(cluster => (
            <div key={cluster.name} className={classes.frame} />
          ))}
        </div>
      )}
      {stage === 'words' && (
        <EmptyLine>
          {reading
            ? t('empty.waiting', {
                cluster: reading.title ?? reading.name,
                amount: formatters.count(reading.objectsRead ?? 0),
              })
            : t('empty.connecting')}
        </EmptyLine>
      )}
    </div>
  );
}

/** What stands in the picture's place when there is no picture; `undefined` when there is one. */
export function usePodsEmpty(snapshot: FleetSnapshot): ReactNode | undefined {
  const { table, clusters, connection } = snapshot;
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  if (table.size > 0) {
    return undefined;
  }
  if (
    connection === 'signed-out' ||
    connection === 'forbidden' ||
    connection === 'too-many-streams'
  ) {
    return <Words>{t(`connection.${connection}`)}</Words>;
  }
  if (connection !== 'live') {
    return <Loading snapshot={snapshot} />;
  }
  if (clusters.length === 0) {
    return <NoRights />;
  }
  if (
    clusters.some(
      each => each.freshness === 'syncing' || each.freshness === 'connecting',
    )
  ) {
    return <Loading snapshot={snapshot} />;
  }
  return (
    <Words>
      {t('empty.noPods', { amount: formatters.count(clusters.length) })}
    </Words>
  );
}

/** Nothing matches: the way back is one click. */
export function NoMatch(props: {
  filter: PodFilter;
  onFilter: (q: string) => void;
}) {
  const { removal } = props.filter;
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  if (!removal) {
    return <EmptyLine>{t('filter.noMatch')}</EmptyLine>;
  }
  return (
    <EmptyLine
      action={
        <Button
          size="small"
          variant="outlined"
          onClick={() => props.onFilter(formatFilter(removal.rest))}
        >
          {t('filter.remove', { part: removal.part })}
        </Button>
      }
    >
      {t('filter.noMatchRemove', {
        part: removal.part,
        amount: formatters.count(removal.count),
      })}
    </EmptyLine>
  );
}
