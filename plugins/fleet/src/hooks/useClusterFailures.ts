import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import { useFormatters, type PartialFailure } from '@panorama/ui';
import { useCallback } from 'react';
import { fleetTranslationRef } from '../translation';

/** What is wrong with a cluster, what is still shown, and what one can do. */
export function useClusterProblem(): (
  cluster: ClusterStatus,
  now: number,
) => string | undefined {
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  return useCallback(
    (cluster, now) => {
      const { problem, freshness } = cluster;
      if (!problem) {
        return undefined;
      }
      const sentences: string[] = [
        t(`problem.${problem.code}`, {
          cluster: cluster.title ?? cluster.name,
          since: formatters.moment(problem.since, now),
        }),
      ];
      if (freshness === 'failed') {
        sentences.push(t('problem.never'));
      } else if (freshness === 'stale') {
        sentences.push(t('problem.kept'));
      }
      if (problem.nextTryAt !== undefined && problem.nextTryAt > now) {
        sentences.push(
          t('problem.nextTry', {
            time: formatters.duration(problem.nextTryAt - now),
          }),
        );
      }
      // Chinese full stops bring their own space.
      return sentences.join(formatters.isChinese ? '' : ' ');
    },
    [formatters, t],
  );
}

/** The clusters that have a problem, for the banner above what they affect. */
export function useClusterFailures(
  clusters: readonly ClusterStatus[],
  now: number,
): PartialFailure[] {
  const describe = useClusterProblem();
  return clusters.flatMap(cluster => {
    const sentence = describe(cluster, now);
    return sentence && cluster.problem
      ? [{ id: cluster.name, sentence, raw: cluster.problem.message }]
      : [];
  });
}
