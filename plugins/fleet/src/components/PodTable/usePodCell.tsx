import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  POD_STATE_WORDS,
  type PodListItem,
} from '@panorama/plugin-fleet-common';
import { PodGlyph, useFormatters } from '@panorama/ui';
import { makeStyles } from '@material-ui/core/styles';
import { entityName } from '../../pod/entityName';
import { fleetTranslationRef } from '../../translation';
import type { PodColumn } from './podColumns';

const useStyles = makeStyles(
  { name: { fontFamily: 'monospace', fontSize: '0.93em' } },
  { name: 'PanoramaPodCell' },
);

/** What a column says about a pod, and the whole of it where it may be cut. */
export function usePodCell(): (
  column: PodColumn,
  pod: PodListItem,
  now: number,
) => { content: React.ReactNode; title?: string } {
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const text = (value: string | undefined) => ({
    content: value || formatters.missing,
    title: value,
  });
  return (column, pod, now) => {
    switch (column) {
      case 'name':
        return {
          content: (
            <>
              <PodGlyph state={pod.state} />{' '}
              <span className={classes.name}>{pod.name}</span>
            </>
          ),
          title: pod.name,
        };
      case 'place':
        return text(`${pod.cluster} / ${pod.namespace}`);
      case 'state': {
        const word = POD_STATE_WORDS[pod.state];
        const isMore = pod.reason && pod.reason !== word;
        return {
          content: `${t(`state.${pod.state}`)}${
            isMore ? ` · ${pod.reason}` : ''
          }`,
          title: pod.reason ?? word,
        };
      }
      case 'owner':
        return text(pod.owner && entityName(pod.owner));
      case 'workload':
        return {
          content: pod.workloadName,
          title: `${pod.workloadKind} ${pod.workloadName}`,
        };
      case 'node':
      case 'zone':
      case 'tenant':
        return text(pod[column]);
      case 'image':
        return {
          content: pod.image.slice(pod.image.lastIndexOf('/') + 1),
          title: pod.image,
        };
      case 'ready':
        return {
          content: `${pod.readyContainers} / ${pod.shape.containers}`,
        };
      case 'restarts':
        return { content: formatters.count(pod.restarts) };
      case 'restarts.1h':
        return { content: formatters.count(pod.restartsLastHour) };
      case 'cpu':
        return {
          content:
            pod.cpuMillicores === undefined
              ? formatters.missing
              : formatters.coreNumber(pod.cpuMillicores),
        };
      case 'mem':
        return {
          content:
            pod.memoryBytes === undefined
              ? formatters.missing
              : formatters.bytes(pod.memoryBytes),
        };
      default:
        return { content: formatters.duration(now - pod.createdAt) };
    }
  };
}
