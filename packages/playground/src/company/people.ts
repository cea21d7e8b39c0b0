import type { TeamId } from './spec';

/** Put before a company group to make its Kubernetes group. */
export const KUBE_GROUP_PREFIX = 'oidc:';

/** The company group, and catalog Group, of a team. */
export function teamGroup(team: TeamId): string {
  return `team-${team}`;
}

/** What somebody stands for in the playground; also the hint on the sign-in page. */
export type PersonRole =
  | 'platform administrator'
  | 'team lead'
  | 'engineer'
  | 'on call'
  | 'belongs to nothing'
  | 'not in the catalog';

export interface Person {
  /** Catalog name. */
  id: string;
  name: string;
  chineseName: string;
  email: string;
  role: PersonRole;
  team?: TeamId;
}

const EMAIL_DOMAIN = 'panorama.example';

/** One for all demo people: this provider protects nothing. */
export const DEMO_PASSWORD = 'panorama';

function person(
  name: string,
  chineseName: string,
  role: PersonRole,
  team?: TeamId,
): Person {
  const id = name.toLowerCase().replace(/ /g, '.');
  return { id, name, chineseName, role, team, email: `${id}@${EMAIL_DOMAIN}` };
}

/** The people who can sign in. */
export const PEOPLE: readonly Person[] = [
  person('Zhao Min', '赵敏', 'platform administrator', 'platform'),
  person('Lin Wei', '林薇', 'team lead', 'tracking'),
  person('Wu Tao', '吴涛', 'team lead', 'payment'),
  person('Sun Jia', '孙佳', 'engineer', 'scanning'),
  person('Ma Li', '马丽', 'engineer', 'tracking'),
  person('He Jun', '何军', 'engineer', 'payment'),
  person('Liu Fang', '刘芳', 'engineer', 'warehouse'),
  person('Xu Ning', '徐宁', 'engineer', 'middleware'),
  person('Gao Yuan', '高远', 'engineer', 'data-platform'),
  person('Tang Rui', '唐睿', 'on call', 'customer-app'),
  person('Guo Qiang', '郭强', 'belongs to nothing'),
  person('Fang Ke', '方可', 'not in the catalog'),
];

/** The company groups of a person, as the `groups` claim carries them. */
export function groupsOf({ role, team }: Person): string[] {
  const groups: string[] = [];
  if (role === 'platform administrator') {
    groups.push('platform-admins');
  }
  if (role === 'on call') {
    groups.push('on-call');
  }
  if (team) {
    groups.push(teamGroup(team));
    if (role === 'team lead') {
      groups.push(`${teamGroup(team)}-leads`);
    }
  }
  return groups;
}
