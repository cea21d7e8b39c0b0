import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PodDetail } from '@panorama/plugin-fleet-common';
import { useFormatters } from '@panorama/ui';
import { fleetTranslationRef } from '../translation';
import { describePod, exitKey } from './describePod';

/** The sentence under a pod's state, and the words that Kubernetes or the program said. */
export function useWhy(pod: PodDetail): { sentence: string; quote?: string } {
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const why = describePod(pod);
  const exit =
    why.exitCode === undefined
      ? formatters.missing
      : t(`exit.${exitKey(why.exitCode)}`, { code: String(why.exitCode) });
  const sentence = t(`why.${why.key}`, {
    container: why.container ?? formatters.missing,
    exit,
    time: formatters.duration(why.livedMs ?? 0),
    limit: formatters.bytes(why.limitBytes ?? 0),
    image: why.image ?? formatters.missing,
    reason: why.reason ?? formatters.missing,
    ready: formatters.count(pod.readyContainers),
    total: formatters.count(pod.shape.containers),
  });
  return { sentence, quote: why.quote };
}
