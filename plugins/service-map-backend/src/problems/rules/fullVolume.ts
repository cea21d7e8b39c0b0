import { perWorkload, DAY_MS, type ProblemRule } from '../ProblemRule';

const USED_RATIO = 0.8;

export const fullVolume: ProblemRule = {
  id: 'HP13',
  group: 'saturation',
  severity: 'warning',
  title: 'fullVolume',
  guard: 'Measured use of a known capacity; a forecast counts above half.',
  mustLastMs: 10 * 60_000,
  find: perWorkload(({ claims }) => {
    const worst = claims
      .flatMap(({ name, usedBytes, capacityBytes, fullInMs }) =>
        usedBytes !== undefined && capacityBytes
          ? { name, usedBytes, capacityBytes, fullInMs }
          : [],
      )
      .filter(({ usedBytes, capacityBytes, fullInMs = Infinity }) => {
        const ratio = usedBytes / capacityBytes;
        return ratio > USED_RATIO || (ratio > 0.5 && fullInMs < DAY_MS);
      })
      .sort(
        (a, b) => b.usedBytes / b.capacityBytes - a.usedBytes / a.capacityBytes,
      )[0];
    if (!worst) return undefined;
    const { name, usedBytes, capacityBytes, fullInMs } = worst;
    const isSoon = fullInMs !== undefined && fullInMs < DAY_MS;
    return {
      code: isSoon ? 'volumeFullSoon' : 'fullVolume',
      severity: isSoon ? 'critical' : 'warning',
      texts: { claim: name },
      numbers: {
        used: usedBytes,
        max: capacityBytes,
        ...(isSoon && { fullInMs }),
      },
    };
  }),
};
