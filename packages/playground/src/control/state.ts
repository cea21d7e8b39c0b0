import type { Person } from '../company/people';
import { groupsOf } from '../company/people';
import { podsOf } from '../company/ClusterModel';
import type { LiveCluster } from '../company/life/LiveCluster';
import type { SituationKind } from '../company/situation';

/** What the control page and `GET /state` show. */
export interface CompanyState {
  clusters: Array<{
    name: string;
    title: { en: string; zh: string };
    version: string;
    /** Absent where no API server listens. */
    url?: string;
    nodes: number;
    pods: number;
    situations: Partial<Record<SituationKind, number>>;
  }>;
  people: Array<{
    name: string;
    email: string;
    role: string;
    groups: string[];
  }>;
  signIn?: {
    issuer: string;
    /** Non-standard parameters of recent authorisation requests. */
    customParameters: ReadonlyArray<Readonly<Record<string, string>>>;
  };
}

export function clusterState(
  live: LiveCluster,
  url?: string,
): CompanyState['clusters'][number] {
  const { spec, nodes } = live.model;
  const situations: Partial<Record<SituationKind, number>> = {};
  let pods = 0;
  for (const { situation } of podsOf(live.model)) {
    situations[situation.kind] = (situations[situation.kind] ?? 0) + 1;
    pods += 1;
  }
  return {
    name: spec.name,
    title: spec.title,
    version: spec.version,
    url,
    nodes: nodes.size,
    pods,
    situations,
  };
}

export function peopleState(people: readonly Person[]): CompanyState['people'] {
  return people.map(person => ({
    name: person.name,
    email: person.email,
    role: person.role,
    groups: groupsOf(person),
  }));
}
