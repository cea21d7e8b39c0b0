import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { InfoCard, Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { podStateCode } from '@panorama/plugin-fleet-common';
import { PodGlyph, useFormatters } from '@panorama/ui';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { entityName } from '../../pod/entityName';
import { errorText } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { EntityState } from './EntityState';
import { useEntityPods } from './useEntityPods';

/** Two lines of cells on a usual card; the tab has them all. */
const MAX_CELLS = 80;

const useStyles = makeStyles(
  theme => ({
    sentence: { marginBottom: theme.spacing(1) },
    cells: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: 2,
      padding: 0,
      margin: 0,
      listStyle: 'none',
    },
    more: { fontSize: 12, color: theme.palette.text.secondary },
  }),
  { name: 'PanoramaEntityPodsCard' },
);

/** One sentence, a strip of cells, one link. */
export function EntityPodsCard() {
  const classes = useStyles();
  const formatters = useFormatters();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const { data, error, entityRef } = useEntityPods();
  const pods = [...(data?.items ?? [])].sort(
    (a, b) =>
      podStateCode(a.state) - podStateCode(b.state) ||
      a.name.localeCompare(b.name),
  );
  return (
    <InfoCard
      title={t('entity.title')}
      titleTypographyProps={{ variant: 'subtitle1' }}
      deepLink={
        pods.length > 0
          ? {
              title: t('entity.open'),
              link: links.pods(`entity:${entityName(entityRef)}`),
            }
          : undefined
      }
    >
      {!data && !error && <Skeleton variant="rect" height={48} />}
      {error && <div>{t('empty.failed', { message: errorText(error) })}</div>}
      {data && pods.length === 0 && <div>{t('entity.empty')}</div>}
      {pods.length > 0 && (
        <>
          <EntityState pods={pods} className={classes.sentence} />
          <ul className={classes.cells}>
            {pods.slice(0, MAX_CELLS).map(pod => {
              const label = `${pod.name}, ${t(`state.${pod.state}`)}, ${
                pod.cluster
              } / ${pod.namespace}`;
              return (
                <li
                  key={`${pod.cluster}/${pod.namespace}/${pod.name}`}
                  title={label}
                >
                  <PodGlyph state={pod.state} size={14} title={label} />
                </li>
              );
            })}
          </ul>
          {pods.length > MAX_CELLS && (
            <Link
              className={classes.more}
              to={links.pods(`entity:${entityName(entityRef)}`)}
            >
              {t('table.rows', {
                amount: formatters.count(MAX_CELLS),
                total: formatters.count(pods.length),
              })}
            </Link>
          )}
        </>
      )}
    </InfoCard>
  );
}
