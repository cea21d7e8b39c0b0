import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import type { EventItem } from '@panorama/plugin-fleet-common';
import { useFormatters, usePanoramaTokens } from '@panorama/ui';
import type { PodAddress } from '../../api/FleetApi';
import type { AsyncData } from '../../hooks/useAsyncData';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { errorText } from '../../pod/errorText';
import { fleetTranslationRef } from '../../translation';
import { usePanelStyles } from './panelStyles';
import { PanelSection } from './PanelSection';

const SHOWN = 6;

/** The newest events of the pod. */
export function PodEvents(props: {
  address: PodAddress;
  events: AsyncData<EventItem[]>;
}) {
  const { address, events } = props;
  const classes = usePanelStyles();
  const formatters = useFormatters();
  const tokens = usePanoramaTokens();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const list = [...(events.data ?? [])].sort((a, b) => b.lastSeen - a.lastSeen);
  return (
    <PanelSection
      id="events"
      title={t('pod.events')}
      action={
        list.length > SHOWN && (
          <Link
            to={links.events(
              `cluster:${address.cluster} ns:${address.namespace} name:${address.name}`,
            )}
          >
            {t('pod.allEvents')} {formatters.count(list.length)}
          </Link>
        )
      }
    >
      {events.error && (
        <div className={classes.more}>
          {t('pod.eventsFailed', { message: errorText(events.error) })}
        </div>
      )}
      {events.data && list.length === 0 && (
        <div className={classes.more}>{t('pod.noEvents')}</div>
      )}
      <ol className={classes.rows}>
        {list.slice(0, SHOWN).map(event => (
          <li
            key={`${event.reason}${event.lastSeen}${event.message}`}
            className={classes.row}
          >
            <span className={`${classes.more} ${classes.numbers}`}>
              {formatters.clock(event.lastSeen)}
            </span>
            <span>
              <b
                style={
                  event.type === 'Warning'
                    ? { color: tokens.health.down }
                    : undefined
                }
              >
                {event.reason}
              </b>{' '}
              {event.message}
              {event.count > 1 && ` ×${formatters.count(event.count)}`}
            </span>
          </li>
        ))}
      </ol>
    </PanelSection>
  );
}
