import type { ClusterUser } from '@panorama/testbed';
import { groupsOf, KUBE_GROUP_PREFIX, PEOPLE } from '../company/people';

/** The company's people as its clusters know them: e-mail as the name, groups with the prefix. */
export const CLUSTER_PEOPLE: ClusterUser[] = PEOPLE.map(person => ({
  name: person.email,
  groups: groupsOf(person).map(group => `${KUBE_GROUP_PREFIX}${group}`),
}));
