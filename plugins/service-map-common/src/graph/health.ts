/** What the facts about a node or an edge itself say. @public */
export const OWN_HEALTHS = ['healthy', 'unknown', 'degraded', 'down'] as const;

/** @public */
export type OwnHealth = (typeof OWN_HEALTHS)[number];

/** The one mark that a node shows. @public */
export type HealthStatus = OwnHealth | 'inherited';

/**
 * A fact that makes something unhealthy. The page turns code and numbers into a
 * sentence in the reader's language.
 *
 * @public
 */
export interface HealthFinding {
  code: HealthCode;
  level: 'degraded' | 'down';
  /** When it began, ms since the epoch, as far as anybody knows. */
  since?: number;
  /** Named in `HEALTH_CODES`. Ratios 0–1, durations ms, sizes bytes. */
  numbers: { readonly [name: string]: number };
  texts: { readonly [name: string]: string };
  /** Id of the source that measured it. */
  source: string;
}

/** Every code, and the names of its numbers and texts. @public */
export const HEALTH_CODES = {
  'no-ready-replica': { numbers: ['desired'], texts: ['workload', 'reason'] },
  'few-ready-replicas': {
    numbers: ['ready', 'desired'],
    texts: ['workload', 'reason'],
  },
  'no-endpoint': { numbers: [], texts: ['service'] },
  'error-ratio': { numbers: ['ratio', 'requestsPerSecond'], texts: ['code'] },
  slow: { numbers: ['p95Ms', 'usualMs'], texts: [] },
  'connect-failures': { numbers: ['perSecond'], texts: [] },
  /** Several callers fail at a node that nobody measures from inside. */
  'callers-fail': { numbers: ['failing', 'callers'], texts: [] },
  /** What the node calls fails, and no fault of another node explains it. */
  'calls-fail': { numbers: ['failing', 'callees'], texts: [] },
  'dns-failures': { numbers: ['perSecond'], texts: [] },
  'certificate-expired': { numbers: ['expiredAt'], texts: ['certificate'] },
  'exporter-down': { numbers: [], texts: ['technology'] },
  'connections-used': { numbers: ['used', 'max'], texts: [] },
  'memory-used': { numbers: ['used', 'max'], texts: [] },
  'replication-broken': { numbers: ['lagSeconds'], texts: [] },
  'no-leader': { numbers: ['partitions'], texts: [] },
  'under-replicated': { numbers: ['partitions'], texts: [] },
  'cluster-status': { numbers: [], texts: ['status'] },
  'disk-used': { numbers: ['used', 'max'], texts: [] },
  'pool-exhausted': { numbers: ['active', 'max', 'rejected'], texts: [] },
  'few-valid-providers': { numbers: ['valid', 'all'], texts: [] },
} as const satisfies Record<
  string,
  { numbers: readonly string[]; texts: readonly string[] }
>;

/** @public */
export type HealthCode = keyof typeof HEALTH_CODES;

/** @public */
export interface NodeHealth {
  /** From facts about the node itself; `unknown` when there are none. */
  own: OwnHealth;
  findings: HealthFinding[];
  /** Ids of the nodes whose own fault reaches this one over failing edges, nearest first. */
  inheritedFrom: string[];
  /** Nobody measures the calls: that a node suffers follows from what it needs being down. */
  isInheritanceAssumed?: true;
}

/**
 * The one mark of a node: its own fault before that of others, and what is
 * inherited before what is fine (ux.md, “a node has one mark”).
 *
 * @public
 */
export function statusOf(health: NodeHealth): HealthStatus {
  if (health.own === 'down' || health.own === 'degraded') {
    return health.own;
  }
  return health.inheritedFrom.length > 0 ? 'inherited' : health.own;
}

const SEVERITY: Record<HealthStatus, number> = {
  healthy: 0,
  unknown: 1,
  inherited: 2,
  degraded: 3,
  down: 4,
};

/** Orders marks from fine to bad. @public */
export function compareStatus(a: HealthStatus, b: HealthStatus): number {
  return SEVERITY[a] - SEVERITY[b];
}
