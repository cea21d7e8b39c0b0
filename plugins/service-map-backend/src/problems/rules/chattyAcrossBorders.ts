import { perEdge, type Found, type ProblemRule } from '../ProblemRule';

const REQUESTS_PER_SECOND = 100;
const BYTES_PER_SECOND = 10 * 1024 * 1024;

export const chattyAcrossBorders: ProblemRule = {
  id: 'HP44',
  group: 'structure',
  severity: 'info',
  title: 'chattyAcrossBorders',
  guard:
    'A hundred requests or 10 MiB a second between clusters, 10 MiB between zones; for ten minutes.',
  mustLastMs: 10 * 60_000,
  find: perEdge(
    ({ edge: { traffic }, measures }, { node: from }, { node: to }): Found => {
      const requestsPerSecond = traffic?.requestsPerSecond ?? 0;
      const bytesPerSecond = traffic?.bytesPerSecond ?? 0;
      const betweenClusters =
        from.place && to.place && from.place.cluster !== to.place.cluster;
      if (
        betweenClusters &&
        (requestsPerSecond >= REQUESTS_PER_SECOND ||
          bytesPerSecond >= BYTES_PER_SECOND)
      ) {
        return { numbers: { requestsPerSecond, bytesPerSecond } };
      }
      const { crossZoneBytesPerSecond = 0 } = measures;
      return crossZoneBytesPerSecond >= BYTES_PER_SECOND
        ? {
            code: 'chattyAcrossZones',
            numbers: { bytesPerSecond: crossZoneBytesPerSecond },
          }
        : undefined;
    },
  ),
};
