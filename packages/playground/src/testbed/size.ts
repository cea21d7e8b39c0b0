import { CLUSTERS } from '../company/clusters';
import { MIN_PODS } from '../company/plan';
import type { ClusterName } from '../company/spec';

/** What two control planes and a portal carry beside each other on a small machine. */
export const DEFAULT_REAL_PODS = 300;
/** Real controllers, scheduler and kwok take about 30 pods a second on two cores: a minute and a half. */
export const MAX_REAL_PODS = 3000;
/** What `npm start` passes when nobody says how many; meant for simulated clusters. */
const USUAL_SIMULATED_PODS = 6000;

export interface RealSize {
  /** Pods that the real clusters are to have together, about: controllers decide. */
  pods: number;
  /** Size of the whole company of which the real clusters are a part. */
  companyPods: number;
  /** What to tell the person who asked for something else. */
  remark?: string;
}

/** How large the company must be for its real clusters to have as many pods as asked for. */
export function realSize(
  asked: number | undefined,
  clusters: readonly ClusterName[],
): RealSize {
  const wanted =
    asked === undefined || asked === USUAL_SIMULATED_PODS
      ? DEFAULT_REAL_PODS
      : asked;
  const share = shareOf(clusters);
  const capped = Math.min(wanted, MAX_REAL_PODS);
  const companyPods = Math.max(MIN_PODS, Math.round(capped / share));
  const pods = Math.round(companyPods * share);
  return {
    pods,
    companyPods,
    ...(wanted > MAX_REAL_PODS && {
      remark: `Real clusters carry at most ${MAX_REAL_PODS} pods here, so ${wanted} become ${pods}; without --testbed there is no such limit`,
    }),
  };
}

/** The part of the company's pods that runs on these clusters. */
function shareOf(clusters: readonly ClusterName[]): number {
  const sum = (names?: readonly string[]) =>
    CLUSTERS.filter(({ name }) => names?.includes(name) ?? true)
      .flatMap(({ share }) => Object.values(share))
      .reduce((a, b) => a + b, 0);
  return sum(clusters) / sum();
}
