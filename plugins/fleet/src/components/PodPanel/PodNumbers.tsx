import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PodListItem } from '@panorama/plugin-fleet-common';
import { UsageBar, useFormatters } from '@panorama/ui';
import { usageKey } from '../../pod/usageText';
import { fleetTranslationRef } from '../../translation';
import { usePanelStyles } from './panelStyles';
import { PanelSection } from './PanelSection';

/** Use against request (black post) and limit (red post). */
export function PodNumbers(props: { pod: PodListItem }) {
  const { pod } = props;
  const classes = usePanelStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const hasData =
    pod.memoryBytes !== undefined || pod.cpuMillicores !== undefined;

  const bar = (
    label: string,
    amounts: { used?: number; request?: number; limit?: number },
    format: (value: number) => string,
  ) => {
    const word = (value: number | undefined) =>
      value === undefined ? t('pod.noUsage') : format(value);
    return (
      <UsageBar
        label={label}
        {...amounts}
        valueText={t(`pod.${usageKey(amounts)}`, {
          used: word(amounts.used),
          request: word(amounts.request),
          limit: word(amounts.limit),
        })}
      />
    );
  };

  return (
    <PanelSection id="numbers" title={`${t('pod.memory')} · ${t('pod.cpu')}`}>
      {bar(
        t('pod.memory'),
        {
          used: pod.memoryBytes,
          request: pod.shape.memoryRequest,
          limit: pod.shape.memoryLimit,
        },
        formatters.bytes,
      )}
      {bar(
        t('pod.cpu'),
        {
          used: pod.cpuMillicores,
          request: pod.shape.cpuRequest,
          limit: pod.shape.cpuLimit,
        },
        formatters.coreNumber,
      )}
      {!hasData && <div className={classes.more}>{t('pod.noUsageHint')}</div>}
    </PanelSection>
  );
}
