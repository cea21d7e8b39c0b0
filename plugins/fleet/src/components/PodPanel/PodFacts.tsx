import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PodDetail, PodListItem } from '@panorama/plugin-fleet-common';
import { useFormatters } from '@panorama/ui';
import { Link } from '@backstage/core-components';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { fleetTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink/EntityLink';
import { usePanelStyles } from './panelStyles';

/** Whose it is, what made it, where it runs, what it runs. */
export function PodFacts(props: { pod: PodListItem; detail?: PodDetail }) {
  const { pod, detail } = props;
  const classes = usePanelStyles();
  const formatters = useFormatters();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const chain = detail?.ownerChain ?? [];
  const top = chain[chain.length - 1];
  return (
    <dl className={classes.facts}>
      <dt>{t('pod.component')}</dt>
      <dd>
        {pod.entityRef ? (
          <EntityLink entityRef={pod.entityRef} />
        ) : (
          t('pod.noComponent')
        )}
      </dd>
      <dt>{t('pod.owner')}</dt>
      <dd>
        {pod.owner ? <EntityLink entityRef={pod.owner} /> : t('pod.noOwner')}
      </dd>
      <dt>{t('pod.workload')}</dt>
      <dd>
        {pod.workloadKind}{' '}
        <Link
          to={links.pods(
            `cluster:${pod.cluster} ns:${pod.namespace} workload:${pod.workloadName}`,
          )}
        >
          {pod.workloadName}
        </Link>
        {top?.desired !== undefined && (
          <span className={classes.more}>
            {' '}
            {t('pod.readyOf', {
              ready: formatters.count(top.ready ?? 0),
              desired: formatters.count(top.desired),
            })}
          </span>
        )}
        {chain.length > 1 && (
          <div className={classes.more}>
            {[...chain]
              .reverse()
              .map(owner => `${owner.kind} ${owner.name}`)
              .join(' › ')}
          </div>
        )}
      </dd>
      <dt>{t('pod.node')}</dt>
      <dd>
        {pod.node ? (
          <Link to={links.pods(`cluster:${pod.cluster} node:${pod.node}`)}>
            <span className={classes.mono}>{pod.node}</span>
          </Link>
        ) : (
          t('pod.noNode')
        )}
        {pod.zone && (
          <span className={classes.more}>
            {' '}
            {t('pod.zone', { zone: pod.zone })}
          </span>
        )}
      </dd>
      {pod.tenant && (
        <>
          <dt>{t('pod.tenant')}</dt>
          <dd>{pod.tenant}</dd>
        </>
      )}
      <dt>{t('pod.image')}</dt>
      <dd className={classes.mono}>{pod.image}</dd>
    </dl>
  );
}
