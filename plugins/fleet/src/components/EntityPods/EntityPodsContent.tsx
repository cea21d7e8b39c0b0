import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  EmptyLine,
  FilterBar,
  useFormatters,
  usePanoramaTokens,
  useShare,
  useUrlState,
} from '@panorama/ui';
import { useMemo } from 'react';
import { podOfSlot } from '@panorama/plugin-fleet-common';
import type { HeatmapView as View } from '../../heatmap';
import {
  podSelection,
  podsUrlSchema,
  readSelection,
} from '../../hooks/podsUrl';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { usePodFilter } from '../../hooks/usePodFilter';
import { useServerNow } from '../../hooks/useServerNow';
import { useSelectedSlots } from '../../hooks/useSlots';
import { entityName } from '../../pod/entityName';
import { errorText } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { HeatmapView } from '../Heatmap/HeatmapView';
import { PodsLegend } from '../PodsPage/PodsLegend';
import { PodsPanel } from '../PodsPage/PodsPanel';
import { PodTableView } from '../PodTable/PodTableView';
import { EntityState } from './EntityState';
import { useEntityPods, useStaticSource } from './useEntityPods';

const GROUPING = ['cluster', 'namespace'] as const;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      // As high as the window, below the entity's own header.
      height: 'calc(100vh - 32px)',
      minHeight: 480,
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 3),
    },
    sentence: { flex: 1, fontSize: 17, fontWeight: 500 },
    main: { display: 'flex', gap: theme.spacing(1.5), flex: 1, minHeight: 0 },
    column: {
      display: 'flex',
      flexDirection: 'column',
      flex: 1,
      minWidth: 0,
      gap: theme.spacing(1.5),
    },
    picture: { display: 'flex', height: 200, flex: 'none' },
  }),
  { name: 'PanoramaEntityPods' },
);

/** The pods of one component: the same picture and table as the fleet's. */
export function EntityPodsContent() {
  const classes = useStyles();
  const formatters = useFormatters();
  const tokens = usePanoramaTokens();
  const links = useFleetLinks();
  const share = useShare();
  const { t } = useTranslationRef(fleetTranslationRef);
  const { data, error, entityRef } = useEntityPods();
  const { source, snapshot } = useStaticSource(data);
  const { table, version } = snapshot;
  const [url, change] = useUrlState(podsUrlSchema);
  const filter = usePodFilter(snapshot, url.q);
  const selection = useMemo(() => readSelection(url.sel), [url.sel]);
  const slots = useSelectedSlots(table, version, selection);
  const now = useServerNow(0);
  const view = useMemo(
    (): View => ({
      grouping: GROUPING,
      colouring: url.color,
      match: filter.match,
      onlyMatches: false,
      selected: slots,
      wall: false,
      locale: formatters.locale,
    }),
    [url.color, filter.match, slots, formatters.locale],
  );

  if (!data) {
    return error ? (
      <EmptyLine>{t('empty.failed', { message: errorText(error) })}</EmptyLine>
    ) : (
      <Skeleton variant="rect" height={240} />
    );
  }
  if (data.items.length === 0) {
    return <EmptyLine>{t('entity.empty')}</EmptyLine>;
  }
  const select = (chosen: readonly number[]) =>
    change({
      sel: chosen.flatMap(slot => {
        const pod = podOfSlot(table, slot);
        return pod ? [podSelection(pod.cluster, pod.namespace, pod.name)] : [];
      }),
    });
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <EntityState pods={data.items} className={classes.sentence} />
        <Link to={links.pods(`entity:${entityName(entityRef)}`)}>
          {t('entity.open')}
        </Link>
      </div>
      <div>
        <FilterBar
          value={url.q}
          onChange={q => change({ q }, 'replace')}
          parse={filter.parse}
          suggest={filter.suggest}
          label={t('filter.label')}
          placeholder={t('filter.example', {
            example: 'cluster:prod-* state:failing',
          })}
          matches={formatters.count(filter.matching)}
        />
      </div>
      <PodsLegend
        snapshot={snapshot}
        colouring={url.color}
        filter={filter}
        tokens={tokens}
        onFilter={q => change({ q }, 'replace')}
      />
      <div className={classes.main}>
        <div className={classes.column}>
          <div className={classes.picture}>
            <HeatmapView
              source={source}
              view={view}
              now={() => Date.now()}
              onSelect={select}
              onSelectGroup={group => change({ sel: [`group:${group.id}`] })}
            />
          </div>
          <PodTableView
            table={table}
            version={version}
            match={filter.match}
            orderKey={url.q}
            selected={slots}
            now={now}
            onSelect={slot => select([slot])}
          />
        </div>
        <PodsPanel
          selection={selection}
          slots={slots}
          table={table}
          grouping={GROUPING}
          now={now}
          takeFocus={false}
          onOpen={part => change({ sel: [part] })}
          onClose={() => change({ sel: [] })}
          onCopyLink={share}
        />
      </div>
    </div>
  );
}
