import type {
  ClusterProblem,
  ClusterStatus,
  Freshness,
  MissingKind,
  UsageStatus,
} from '@panorama/plugin-fleet-common';
import { problemCode } from '../watch/errors';
import type { WatchState } from '../watch/states';

/** Where the watch of one kind stands. */
export interface KindStanding {
  kindId: string;
  state: WatchState;
  /** When the state is left for the next try. */
  nextTryAt?: number;
  /** Why the kind was not there when it was last asked for; kept while it is asked for again. */
  missing?: MissingKind['reason'];
  /** Since when the cluster has not told news of this kind, if it does not. */
  troubledSince?: number;
}

export interface StatusFacts {
  name: string;
  title?: string;
  version?: string;
  /** Absent until the first source was asked. */
  usage?: UsageStatus;
  lastSeenAt?: number;
  /** Objects read so far by lists under way. */
  objectsRead: number;
  /** At least one list of pods has been read to its end, and was not dropped since. */
  hasPicture: boolean;
  pods: KindStanding;
  others: KindStanding[];
}

/** Pure: what the standings of a cluster's watches mean for people. */
export function clusterStatus(facts: StatusFacts): ClusterStatus {
  const { pods, others } = facts;
  const problem =
    problemOf(pods) ?? others.map(problemOf).find(found => found !== undefined);
  const freshness = freshnessOf(facts);
  return {
    name: facts.name,
    ...(facts.title && { title: facts.title }),
    freshness,
    ...(facts.lastSeenAt !== undefined && { lastSeenAt: facts.lastSeenAt }),
    ...(problem && { problem }),
    missingKinds: [pods, ...others].flatMap(missingOf),
    ...(facts.version && { version: facts.version }),
    ...(freshness === 'syncing' && { objectsRead: facts.objectsRead }),
    hasUsage: facts.usage?.source !== undefined,
    ...(facts.usage && { usage: facts.usage }),
  };
}

/** Pods decide: a cluster whose HPAs cannot be read just now is still live. */
function freshnessOf({
  pods,
  hasPicture,
  lastSeenAt,
  objectsRead,
}: StatusFacts): Freshness {
  switch (pods.state.name) {
    case 'missing':
      return 'failed';
    case 'waiting':
      return hasPicture || objectsRead > 0 ? 'stale' : 'failed';
    case 'watching':
      return 'live';
    default:
      if (hasPicture) {
        return pods.troubledSince === undefined ? 'live' : 'stale';
      }
      return lastSeenAt === undefined ? 'connecting' : 'syncing';
  }
}

function problemOf({
  kindId,
  state,
  nextTryAt,
  troubledSince,
}: KindStanding): ClusterProblem | undefined {
  // A kind that is not there is reported as missing; only pods are indispensable.
  const isProblem =
    (state.name === 'waiting' && !isPassing(state)) ||
    (state.name === 'missing' && kindId === 'pods');
  if (!isProblem) {
    return undefined;
  }
  return {
    code: problemCode(state.cause),
    message:
      kindId === 'pods'
        ? state.cause.message
        : `${kindId}: ${state.cause.message}`,
    since: troubledSince ?? 0,
    ...(nextTryAt !== undefined && { nextTryAt }),
  };
}

/** Expired history is cured by a list; only lists that expire again and again are trouble. */
function isPassing({ cause, attempt }: WaitingState): boolean {
  return cause.type === 'gone' && attempt <= PASSING_EXPIRIES;
}

const PASSING_EXPIRIES = 2;

type WaitingState = Extract<WatchState, { name: 'waiting' }>;

function missingOf({ kindId, missing }: KindStanding): MissingKind[] {
  return missing ? [{ kind: kindId, reason: missing }] : [];
}
