import {
  compareStatus,
  statusOf,
  type HealthChange,
  type HealthStatus,
  type MapDiff,
  type MapEdge,
  type MapNode,
  type NewDependency,
  type ServiceMap,
  type SourceStatus,
  type Witness,
} from '@panorama/plugin-service-map-common';

type Moment = Pick<ServiceMap, 'nodes' | 'edges'> & {
  sources: ReadonlyArray<Pick<SourceStatus, 'id' | 'state'>>;
};

/**
 * What differs between two moments. Something that only sources know which did
 * not answer at the other moment is neither new nor gone: nobody can know.
 * Nor does losing sight of a fault make anything better, or gaining sight of
 * something healthy; a fault that comes into sight is worse.
 */
export function diffMaps(before: Moment, after: Moment): MapDiff {
  const nodes = diffOf(before.nodes, after.nodes, before, after, ({ health }) =>
    statusOf(health),
  );
  const edges = diffOf(
    before.edges,
    after.edges,
    before,
    after,
    ({ health }) => health,
  );
  return {
    nodes: nodes.changes,
    edges: edges.changes,
    uncertain: [...nodes.uncertain, ...edges.uncertain].sort(),
  };
}

/**
 * Dependencies that began between two moments: both ends were known before, so
 * that a new service does not announce each of its calls, and something saw or
 * configured the call; that the catalog was completed is no event.
 */
export function newDependencies(
  before: Moment,
  after: Moment,
): NewDependency[] {
  const known = new Set(before.nodes.map(({ id }) => id));
  const added = new Set(diffMaps(before, after).edges.new);
  return after.edges
    .filter(
      ({ id, from, to, witnesses }) =>
        added.has(id) &&
        known.has(from) &&
        known.has(to) &&
        witnesses.some(({ basis }) => basis !== 'declaration'),
    )
    .map(({ id, from, to, witnesses, drift }) => ({
      edgeId: id,
      from,
      to,
      firstSeen: Math.min(...witnesses.map(({ firstSeen }) => firstSeen)),
      isUndeclared: drift === 'undeclared',
    }))
    .sort((a, b) => byId(a.edgeId, b.edgeId));
}

function diffOf<T extends MapNode | MapEdge>(
  before: readonly T[],
  after: readonly T[],
  beforeMoment: Moment,
  afterMoment: Moment,
  healthOf: (item: T) => HealthStatus,
) {
  const was = new Map(before.map(item => [item.id, item]));
  const is = new Map(after.map(item => [item.id, item]));
  const uncertain: string[] = [];
  const missing = (
    items: readonly T[],
    there: Map<string, T>,
    moment: Moment,
  ) =>
    items
      .filter(({ id }) => !there.has(id))
      .filter(({ id, witnesses }) => {
        const couldSee = answered(witnesses, moment);
        if (!couldSee) uncertain.push(id);
        return couldSee;
      })
      .map(({ id }) => id)
      .sort(byId);
  const worse: HealthChange[] = [];
  const better: HealthChange[] = [];
  for (const [id, item] of is) {
    const earlier = was.get(id);
    if (!earlier) continue;
    const change = { id, before: healthOf(earlier), after: healthOf(item) };
    if (isWorse(change.before, change.after)) worse.push(change);
    else if (isBetter(change.before, change.after)) better.push(change);
  }
  return {
    changes: {
      new: missing(after, was, beforeMoment),
      gone: missing(before, is, afterMoment),
      worse: worse.sort((a, b) => byId(a.id, b.id)),
      better: better.sort((a, b) => byId(a.id, b.id)),
    },
    uncertain,
  };
}

/** Whether one of the witnesses could have testified at that moment. */
function answered(
  witnesses: ReadonlyArray<Pick<Witness, 'source'>>,
  { sources }: Moment,
): boolean {
  if (witnesses.length === 0) return true;
  return witnesses.some(({ source }) => {
    const state = sources.find(({ id }) => id === source)?.state;
    return state === undefined || state === 'ok' || state === 'partial';
  });
}

function isWorse(from: HealthStatus, to: HealthStatus): boolean {
  const isFault = to !== 'healthy' && to !== 'unknown';
  return isFault && compareStatus(to, from) > 0;
}

function isBetter(from: HealthStatus, to: HealthStatus): boolean {
  return to !== 'unknown' && isWorse(to, from);
}

function byId(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
