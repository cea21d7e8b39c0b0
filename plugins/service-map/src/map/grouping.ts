import {
  compareStatus,
  statusOf,
  TECHNOLOGIES,
  type HealthStatus,
  type PictureEdge,
  type PictureNode,
} from '@panorama/plugin-service-map-common';

/** What the estate can be grouped by. */
export const GROUP_KEYS = [
  'system',
  'owner',
  'namespace',
  'cluster',
  'tenant',
] as const;

export type GroupKey = (typeof GROUP_KEYS)[number];

/** Groups of what has no system, no owner …, by what it is. */
export const ROLE_GROUPS = [
  'caches',
  'messaging',
  'databases',
  'coordination',
  'storage',
  'gateways',
  'outside',
  'others',
] as const;

export type RoleGroup = (typeof ROLE_GROUPS)[number];

/** From left to right: who is called first stands first. */
export const MAP_COLUMNS = ['entry', 'services', 'data'] as const;

export type MapColumn = (typeof MAP_COLUMNS)[number];

/** Nodes that belong together, drawn as one card. */
export interface MapGroup {
  id: string;
  /** A value of the grouping, or a role for what has no value. */
  label: { value: string } | { role: RoleGroup };
  column: MapColumn;
  /** Worst first, then by name: segments of the card keep this order. */
  nodes: PictureNode[];
  /** The worst own state; affected only where nothing inside has a fault of its own. */
  status: HealthStatus;
  counts: Record<HealthStatus, number>;
  /** All owners, most nodes first. */
  owners: string[];
  /** What arrives from outside the group; absent when nobody measures it. */
  requestsPerSecond?: number;
}

/** The nodes in their groups. */
export interface GroupedMap {
  /** By id. */
  groups: MapGroup[];
  /** Group of a node, both by id. */
  groupOf: ReadonlyMap<string, string>;
}

const ROLE_OF_TECHNOLOGY = new Map(
  TECHNOLOGIES.map(({ id, role }) => [id, role]),
);

const ROLE_GROUP_OF = {
  cache: 'caches',
  queue: 'messaging',
  database: 'databases',
  coordination: 'coordination',
  storage: 'storage',
} as const;

/** What a node is for others, whatever it belongs to. */
export function roleGroupOf(node: PictureNode): RoleGroup {
  const role = node.technology && ROLE_OF_TECHNOLOGY.get(node.technology);
  if (role) {
    return ROLE_GROUP_OF[role];
  }
  switch (node.kind) {
    case 'database':
      return 'databases';
    case 'queue':
      return 'messaging';
    case 'middleware':
      return 'caches';
    case 'gateway':
      return 'gateways';
    case 'external':
      return 'outside';
    default:
      return 'others';
  }
}

function valueOf(node: PictureNode, key: GroupKey): string | undefined {
  switch (key) {
    case 'cluster':
      return node.place?.cluster;
    case 'namespace':
      return node.place && `${node.place.cluster}/${node.place.namespace}`;
    default:
      return node[key];
  }
}

/** Whether a node is something that others keep their data in or that lies outside. */
export function isBackground(node: PictureNode): boolean {
  return (
    node.kind === 'database' ||
    node.kind === 'queue' ||
    node.kind === 'middleware' ||
    node.kind === 'external'
  );
}

function labelOf(node: PictureNode, key: GroupKey): MapGroup['label'] {
  const value = valueOf(node, key);
  return value === undefined ? { role: roleGroupOf(node) } : { value };
}

function idOf(label: MapGroup['label'], key: GroupKey): string {
  return 'value' in label ? `${key}:${label.value}` : `role:${label.role}`;
}

function byStatusThenName(a: PictureNode, b: PictureNode): number {
  return (
    compareStatus(statusOf(b.health), statusOf(a.health)) ||
    a.name.localeCompare(b.name)
  );
}

const NO_COUNTS: Record<HealthStatus, number> = {
  healthy: 0,
  unknown: 0,
  inherited: 0,
  degraded: 0,
  down: 0,
};

/** ux.md §4.3: the worst own state, and only without one: affected. */
export function rolledUp(counts: Record<HealthStatus, number>): HealthStatus {
  const order: HealthStatus[] = ['down', 'degraded', 'inherited', 'healthy'];
  return order.find(status => counts[status] > 0) ?? 'unknown';
}

function ownersOf(nodes: readonly PictureNode[]): string[] {
  const amounts = new Map<string, number>();
  for (const { owner } of nodes) {
    if (owner) {
      amounts.set(owner, (amounts.get(owner) ?? 0) + 1);
    }
  }
  return [...amounts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([owner]) => owner);
}

/** Of a mark, so many have names on a card. */
const MAX_NAMED = 2;

/** How many of a group are unwell, by mark, worst first; few enough with their names. */
export function failingFirst({ nodes, counts }: MapGroup): Array<{
  mark: 'down' | 'degraded' | 'inherited';
  amount: number;
  names?: string[];
}> {
  return (['down', 'degraded', 'inherited'] as const).flatMap(mark => {
    const amount = counts[mark];
    const isNamed = amount <= MAX_NAMED;
    const names = nodes
      .filter(({ health }) => isNamed && statusOf(health) === mark)
      .map(({ name }) => name);
    return amount === 0 ? [] : [{ mark, amount, ...(isNamed && { names }) }];
  });
}

/** The estate in groups: every node in exactly one. */
export function groupMap(
  nodes: readonly PictureNode[],
  edges: readonly PictureEdge[],
  key: GroupKey,
): GroupedMap {
  const members = new Map<string, PictureNode[]>();
  const labels = new Map<string, MapGroup['label']>();
  const groupOf = new Map<string, string>();
  for (const node of nodes) {
    const label = labelOf(node, key);
    const id = idOf(label, key);
    groupOf.set(node.id, id);
    labels.set(id, label);
    members.set(id, [...(members.get(id) ?? []), node]);
  }
  const arriving = ratesInto(edges, groupOf);
  const calling = callersOfServices(nodes, edges, groupOf);
  const groups = [...members].map(([id, inside]): MapGroup => {
    const counts = { ...NO_COUNTS };
    inside.forEach(({ health }) => (counts[statusOf(health)] += 1));
    const rate = arriving.get(id);
    return {
      id,
      label: labels.get(id)!,
      column: columnOf(inside, calling.has(id) && !arriving.has(id)),
      nodes: [...inside].sort(byStatusThenName),
      status: rolledUp(counts),
      counts,
      owners: ownersOf(inside),
      ...(rate !== undefined && { requestsPerSecond: rate }),
    };
  });
  return {
    groups: groups.sort((a, b) => a.id.localeCompare(b.id)),
    groupOf,
  };
}

/** Groups that call services of other groups; their data alone makes nobody an entry. */
function callersOfServices(
  nodes: readonly PictureNode[],
  edges: readonly PictureEdge[],
  groupOf: ReadonlyMap<string, string>,
): Set<string> {
  const background = new Set(nodes.filter(isBackground).map(({ id }) => id));
  return new Set(
    edges.flatMap(({ from, to }) => {
      const caller = groupOf.get(from);
      return caller !== undefined &&
        caller !== groupOf.get(to) &&
        !background.has(to)
        ? [caller]
        : [];
    }),
  );
}

function columnOf(
  nodes: readonly PictureNode[],
  callsUncalled: boolean,
): MapColumn {
  if (nodes.every(isBackground)) {
    return 'data';
  }
  return callsUncalled || nodes.some(({ kind }) => kind === 'gateway')
    ? 'entry'
    : 'services';
}

/** Requests a second that reach each called group from others; `undefined` where nobody measures. */
function ratesInto(
  edges: readonly PictureEdge[],
  groupOf: ReadonlyMap<string, string>,
): Map<string, number | undefined> {
  const rates = new Map<string, number | undefined>();
  for (const { from, to, traffic } of edges) {
    const group = groupOf.get(to);
    if (group !== undefined && group !== groupOf.get(from)) {
      const rate = traffic?.requestsPerSecond;
      const known = rates.get(group);
      rates.set(group, rate === undefined ? known : (known ?? 0) + rate);
    }
  }
  return rates;
}
