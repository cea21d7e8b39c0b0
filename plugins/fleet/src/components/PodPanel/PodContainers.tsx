import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ContainerDetail } from '@panorama/plugin-fleet-common';
import { HealthGlyph, useFormatters } from '@panorama/ui';
import { fleetTranslationRef } from '../../translation';
import { usePanelStyles } from './panelStyles';
import { PanelSection } from './PanelSection';

function healthOf(container: ContainerDetail) {
  if (container.ready || (container.init && container.exitCode === 0)) {
    return 'healthy';
  }
  return container.state === 'waiting' || container.exitCode
    ? 'down'
    : 'unknown';
}

/** Every container with its own state: the pod's is only the worst of them. */
export function PodContainers(props: {
  containers: readonly ContainerDetail[];
}) {
  const { containers } = props;
  const classes = usePanelStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  return (
    <PanelSection
      id="containers"
      title={`${t('pod.containers')} ${containers.length}`}
    >
      {containers.map(container => (
        <div key={container.name} className={classes.container}>
          <HealthGlyph health={healthOf(container)} size={13} />
          <span className={classes.mono}>{container.name}</span>
          <span className={classes.more}>
            {[
              container.init ? t('pod.initContainer') : undefined,
              container.reason ?? t(`pod.containerState.${container.state}`),
              container.restarts > 0
                ? t('pod.restarts', {
                    amount: formatters.count(container.restarts),
                  })
                : undefined,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      ))}
    </PanelSection>
  );
}
