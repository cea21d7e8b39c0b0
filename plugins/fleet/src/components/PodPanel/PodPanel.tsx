import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, LinkButton } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import type { PodListItem } from '@panorama/plugin-fleet-common';
import { EmptyLine, SidePanel, useFormatters } from '@panorama/ui';
import { useState } from 'react';
import { fleetApiRef, type PodAddress } from '../../api/FleetApi';
import { useAsyncData } from '../../hooks/useAsyncData';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { errorText } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { useEntityPath } from '../EntityLink/EntityLink';
import { LogsDrawer } from '../Logs/LogsDrawer';
import { usePanelStyles } from './panelStyles';
import { PodContainers } from './PodContainers';
import { PodEvents } from './PodEvents';
import { PodFacts } from './PodFacts';
import { PodNumbers } from './PodNumbers';
import { PodState } from './PodState';

const REFRESH_MS = 15_000;

/** @public */
export interface PodPanelProps {
  address: PodAddress;
  /** The row of the live table; absent when the pod is gone or not visible. */
  pod?: PodListItem;
  /** Workload of a pod that was there and is gone. */
  formerWorkload?: string;
  now: number;
  takeFocus: boolean;
  onClose: () => void;
  onCopyLink: () => void;
}

/** Everything about one pod, in the order of the questions that one asks. */
export function PodPanel(props: PodPanelProps) {
  const { address, pod, formerWorkload, now, takeFocus, onClose, onCopyLink } =
    props;
  const classes = usePanelStyles();
  const formatters = useFormatters();
  const links = useFleetLinks();
  const fleet = useApi(fleetApiRef);
  const { t } = useTranslationRef(fleetTranslationRef);
  const [showLogs, setShowLogs] = useState(false);

  const place = `${address.cluster}/${address.namespace}/${address.name}`;
  // A change of state is worth a new look at once; everything else waits its turn.
  const key = pod ? `${place}#${pod.state}#${pod.restarts}` : undefined;
  const detail = useAsyncData(
    key,
    signal => fleet.pod(address, { signal }),
    REFRESH_MS,
  );
  const events = useAsyncData(
    pod ? place : undefined,
    signal => fleet.podEvents(address, { signal }),
    REFRESH_MS,
  );
  // The stream's row is newer than the last answer; exact numbers come with the answer.
  const shown: PodListItem | undefined = pod && {
    ...pod,
    cpuMillicores: detail.data?.cpuMillicores ?? pod.cpuMillicores,
    memoryBytes: detail.data?.memoryBytes ?? pod.memoryBytes,
  };
  const entityPath = useEntityPath(pod?.entityRef);

  return (
    <SidePanel
      kind={`${t('pod.kind')} · ${address.cluster} / ${address.namespace}`}
      title={address.name}
      onClose={onClose}
      onCopyLink={onCopyLink}
      takeFocus={takeFocus}
      actions={
        pod && (
          <>
            <Button
              variant="contained"
              color="primary"
              size="small"
              onClick={() => setShowLogs(true)}
            >
              {t('pod.logs')}
            </Button>
            {entityPath && (
              <>
                <LinkButton
                  variant="outlined"
                  size="small"
                  to={`${entityPath}/kubernetes`}
                >
                  {t('pod.kubernetes')}
                </LinkButton>
                <LinkButton variant="outlined" size="small" to={entityPath}>
                  {t('pod.componentLink')}
                </LinkButton>
              </>
            )}
          </>
        )
      }
    >
      {!shown && (
        <EmptyLine
          action={
            formerWorkload && (
              <Link
                to={links.pods(
                  `cluster:${address.cluster} ns:${address.namespace} workload:${formerWorkload}`,
                )}
              >
                {t('pod.goneAction')}
              </Link>
            )
          }
        >
          {t('pod.gone')}
        </EmptyLine>
      )}
      {shown && (
        <>
          <PodState pod={shown} detail={detail.data} now={now} />
          {detail.error && (
            <EmptyLine
              action={
                <Button size="small" onClick={detail.reload}>
                  {t('actions.retry')}
                </Button>
              }
            >
              {t('pod.failed', { message: errorText(detail.error) })}
            </EmptyLine>
          )}
          <PodFacts pod={shown} detail={detail.data} />
          <PodNumbers pod={shown} />
          {detail.data && <PodContainers containers={detail.data.containers} />}
          <PodEvents address={address} events={events} />
          {detail.data && (
            <EmptyLine>
              {t('pod.observed', {
                age: formatters.ago(now - detail.data.observedAt),
              })}
            </EmptyLine>
          )}
          {showLogs && (
            <LogsDrawer
              address={address}
              containers={detail.data?.containers.map(each => each.name) ?? []}
              onClose={() => setShowLogs(false)}
            />
          )}
        </>
      )}
      {shown && !detail.data && !detail.error && (
        <div className={classes.state}>{t('pod.loading')}</div>
      )}
    </SidePanel>
  );
}
