import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { ClusterSummary } from '@panorama/plugin-fleet-common';
import { UsageBar, useFormatters } from '@panorama/ui';
import { fleetTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    more: { fontSize: 13, color: theme.palette.text.secondary },
  }),
  { name: 'PanoramaClusterUsage' },
);

interface Amounts {
  used?: number;
  requested: number;
  /** What the nodes can allocate. */
  capacity?: number;
}

/** How full a cluster is, who measured it, and over what. */
export function ClusterUsage(props: { cluster: ClusterSummary; now: number }) {
  const { cluster, now } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const { allocatable, nodes, nodeUsage, requested, usage } = cluster;
  // Against what nodes can allocate counts what they use, system daemons included.
  const used = nodeUsage ?? cluster.used;

  const bar = (
    label: string,
    format: (value: number) => string,
    amounts: Amounts,
    // Beside a capacity the unit stands once, at the end.
    formatPart = format,
  ) => {
    const isOpen = amounts.capacity === undefined;
    const part = isOpen ? format : formatPart;
    const words = {
      used: amounts.used === undefined ? '' : part(amounts.used),
      requested: part(amounts.requested),
      capacity: amounts.capacity === undefined ? '' : format(amounts.capacity),
    };
    const measured = isOpen ? 'amountNoCapacity' : 'amount';
    const unmeasured = isOpen ? 'amountRequested' : 'amountNoUse';
    const key = amounts.used === undefined ? unmeasured : measured;
    return (
      <UsageBar
        label={label}
        used={amounts.used}
        request={amounts.requested}
        capacity={amounts.capacity}
        valueText={t(`clusters.${key}`, words)}
      />
    );
  };

  const scope = () => {
    if (!nodeUsage) {
      return t('clusters.measuredPods');
    }
    return nodes && nodeUsage.nodes < nodes.total
      ? t('clusters.measuredSomeNodes', {
          measured: formatters.count(nodeUsage.nodes),
          total: formatters.count(nodes.total),
        })
      : t('clusters.measuredNodes');
  };

  return (
    <div>
      {bar(
        t('clusters.cpu'),
        formatters.cores,
        {
          used: used?.cpuMillicores,
          requested: requested.cpuMillicores,
          capacity: allocatable?.cpuMillicores,
        },
        formatters.coreNumber,
      )}
      {bar(t('clusters.memory'), formatters.bytes, {
        used: used?.memoryBytes,
        requested: requested.memoryBytes,
        capacity: allocatable?.memoryBytes,
      })}
      {used && usage?.source && (
        <div className={classes.more}>
          {[
            t('clusters.usageSource', { source: usage.source }),
            scope(),
            ...(usage.readAt === undefined
              ? []
              : [formatters.ago(now - usage.readAt)]),
          ].join(' · ')}
        </div>
      )}
      {usage?.problems.map(({ source, code, message }) => (
        <div key={source} className={classes.more} title={message}>
          {t(`usageProblem.${code}`, { source })}
        </div>
      ))}
      {!allocatable && (
        <div className={classes.more}>{t('clusters.noAccess')}</div>
      )}
    </div>
  );
}
