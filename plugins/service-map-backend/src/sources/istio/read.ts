import type {
  MutualTls,
  Protocol,
  Traffic,
} from '@panorama/plugin-service-map-common';
import type {
  Endpoint,
  ObservedEdge,
  ObservedNode,
} from '@panorama/plugin-service-map-node';
import {
  type Answers,
  isAnsweredBeside,
  type PlacedSample,
  samplesOf,
} from '../../prometheus/answers';
import { endpointKey } from '../../prometheus/endpoints';
import type {
  Reading,
  ReadingContext,
} from '../../prometheus/PrometheusSource';
import { WINDOW_SECONDS } from '../../prometheus/questions';
import { endsOf, outsideOf } from './ends';
import type { IstioQuestion } from './questions';

/** Proxies at both ends know who they are; what is wrong at times is the name of the service. */
const CONFIDENCE = 0.95;

/** Envoy's reasons for which no instance got the request: no connection, nobody healthy, circuit open, no route. */
const NEVER_ARRIVED = /\b(UF|UH|UO|NR|NC)\b/;
const NOT_CONNECTED = /\b(UF|UH)\b/;

/** Who may answer for the callee, best first. */
const REPORTERS = ['destination', 'waypoint', 'source'] as const;
type Reporter = (typeof REPORTERS)[number];

/** What the series of one pair say, in requests, bytes or connections a second. */
interface Tally {
  from: Endpoint;
  to: Endpoint;
  prometheus: string;
  requests: Record<Reporter, number>;
  failed: Record<Reporter, number>;
  p95: Partial<Record<Reporter, number>>;
  bytes: Record<Reporter, number>;
  neverArrived: number;
  notConnected: number;
  protocols: Map<Protocol, number>;
  encrypted: boolean;
  plain: boolean;
}

/** Puts together what the two sides of each call report: the callee's word counts, the caller's fills its gaps. */
export function readIstio(
  answers: Answers<IstioQuestion>,
  { clusterNames }: ReadingContext,
): Reading {
  const book = new Book(clusterNames);
  for (const sample of samplesOf(answers.arrived)) {
    book.enter(sample, (tally, reporter) => {
      tally.requests[reporter] += sample.value;
      addProtocol(tally, sample);
      addPolicy(tally, sample);
    });
  }
  for (const sample of samplesOf(answers.sent)) {
    book.enter(sample, tally => {
      tally.requests.source += sample.value;
      addProtocol(tally, sample);
    });
  }
  for (const sample of samplesOf(answers.outside)) {
    book.enter(
      sample,
      tally => {
        tally.requests.source += sample.value;
        addProtocol(tally, sample);
      },
      outsideOf,
    );
  }
  for (const sample of samplesOf(answers.arrivedFailed)) {
    book.enter(sample, (tally, reporter) => {
      tally.failed[reporter] += sample.value;
    });
  }
  for (const sample of samplesOf(answers.sentFailed)) {
    const flags = sample.labels.response_flags ?? '';
    book.enter(sample, tally => {
      tally.failed.source += sample.value;
      tally.neverArrived += NEVER_ARRIVED.test(flags) ? sample.value : 0;
      tally.notConnected += NOT_CONNECTED.test(flags) ? sample.value : 0;
    });
  }
  for (const sample of samplesOf(answers.p95)) {
    book.enter(sample, (tally, reporter) => {
      tally.p95[reporter] = Math.max(tally.p95[reporter] ?? 0, sample.value);
    });
  }
  for (const sample of [
    ...samplesOf(answers.tcpReceived),
    ...samplesOf(answers.tcpSent),
  ]) {
    if (!book.isWaypointHop(sample)) {
      book.enter(sample, (tally, reporter) => {
        tally.bytes[reporter] += sample.value;
        addPolicy(tally, sample);
      });
    }
  }
  for (const sample of samplesOf(answers.tcpFailed)) {
    book.enter(sample, tally => {
      tally.notConnected += sample.value;
    });
  }
  return {
    nodes: book.callees(),
    edges: book.tallies().map(tally => edgeOf(tally, answers)),
  };
}

/** The pairs that appeared so far. */
class Book {
  readonly #tallies = new Map<string, Tally>();
  /** Caller and service without cluster → where its requests arrive. */
  readonly #arrivals = new Map<string, Endpoint>();
  /** Called by somebody without a proxy. */
  readonly #callees = new Map<string, ObservedNode>();
  /** Callees that a waypoint speaks for. */
  readonly #behindWaypoint = new Set<string>();

  constructor(
    private readonly clusterNames: Readonly<Record<string, string>>,
  ) {}

  enter(
    sample: PlacedSample,
    add: (tally: Tally, reporter: Reporter) => void,
    otherEnd?: typeof outsideOf,
  ) {
    const { from, ...ends } = endsOf(sample, this.clusterNames);
    const to = otherEnd
      ? otherEnd(sample, from)
      : this.#settled(ends.to, from, sample);
    if (!to) {
      return;
    }
    if (!from) {
      this.#callees.set(endpointKey(to), calleeOf(to, sample));
      return;
    }
    const key = `${endpointKey(from)}>${endpointKey(to)}`;
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = emptyTally(from, to, sample.prometheus);
      this.#tallies.set(key, tally);
    }
    const reporter = reporterOf(sample);
    if (reporter === 'waypoint') {
      this.#behindWaypoint.add(endpointKey(to));
    }
    add(tally, reporter);
  }

  tallies(): Tally[] {
    return [...this.#tallies.values()];
  }

  callees(): ObservedNode[] {
    return [...this.#callees.values()];
  }

  /**
   * In ambient mode the bytes of one call are counted twice: into the waypoint
   * and out of it. No label says "waypoint"; its workload has the Gateway's name,
   * which `istioctl waypoint apply` makes `waypoint`.
   */
  isWaypointHop(sample: PlacedSample): boolean {
    if (!/(^|-)waypoint$/.test(sample.labels.source_workload ?? '')) {
      return false;
    }
    const { to } = endsOf(sample, this.clusterNames);
    return to !== undefined && this.#behindWaypoint.has(endpointKey(to));
  }

  /**
   * The cluster where others of the same caller's requests arrive, for those
   * that never did: their series do not name one.
   */
  #settled(
    to: Endpoint | undefined,
    from: Endpoint | undefined,
    { labels }: PlacedSample,
  ): Endpoint | undefined {
    if (to?.type !== 'service' || !from) {
      return to;
    }
    const key = `${endpointKey(from)}>${to.namespace}/${to.name}`;
    const hasArrived =
      labels.destination_cluster && labels.destination_cluster !== 'unknown';
    if (hasArrived) {
      this.#arrivals.set(key, to);
      return to;
    }
    return this.#arrivals.get(key) ?? to;
  }
}

function reporterOf({ labels }: PlacedSample): Reporter {
  return labels.reporter === 'destination' || labels.reporter === 'waypoint'
    ? labels.reporter
    : 'source';
}

const PROTOCOLS: Record<string, Protocol> = { http: 'http', grpc: 'grpc' };

function addProtocol(tally: Tally, { labels, value }: PlacedSample) {
  const protocol = PROTOCOLS[labels.request_protocol ?? ''] ?? 'unknown';
  tally.protocols.set(protocol, (tally.protocols.get(protocol) ?? 0) + value);
}

/** The caller's proxy does not know how the connection ends; it says `unknown`. */
function addPolicy(tally: Tally, { labels }: PlacedSample) {
  tally.encrypted ||= labels.connection_security_policy === 'mutual_tls';
  tally.plain ||= labels.connection_security_policy === 'none';
}

function emptyTally(from: Endpoint, to: Endpoint, prometheus: string): Tally {
  const nothing = () => ({ destination: 0, waypoint: 0, source: 0 });
  return {
    from,
    to,
    prometheus,
    requests: nothing(),
    failed: nothing(),
    p95: {},
    bytes: nothing(),
    neverArrived: 0,
    notConnected: 0,
    protocols: new Map(),
    encrypted: false,
    plain: false,
  };
}

function calleeOf(endpoint: Endpoint, sample: PlacedSample): ObservedNode {
  return {
    endpoint,
    basis: 'traffic',
    confidence: CONFIDENCE,
    evidence: `Istio's metrics in Prometheus "${sample.prometheus}": called from outside the mesh`,
  };
}

function edgeOf(tally: Tally, answers: Answers<IstioQuestion>): ObservedEdge {
  const reporter = REPORTERS.find(it => tally.requests[it] > 0);
  const witness = reporter ?? bytesReporterOf(tally) ?? 'source';
  const mutualTls = mutualTlsOf(tally);
  return {
    from: tally.from,
    to: tally.to,
    protocol: protocolOf(tally),
    traffic: trafficOf(tally, reporter, answers),
    reporter: witness === 'source' ? 'caller' : 'callee',
    ...(mutualTls && { mutualTls }),
    basis: 'traffic',
    confidence: CONFIDENCE,
    evidence: `Istio's metrics in Prometheus "${
      tally.prometheus
    }", reported by the ${reporter ?? bytesReporterOf(tally) ?? 'source'}`,
  };
}

function trafficOf(
  tally: Tally,
  reporter: Reporter | undefined,
  answers: Answers<IstioQuestion>,
): Traffic {
  const traffic: Traffic = { windowSeconds: WINDOW_SECONDS };
  if (reporter) {
    // What never arrived is no part of what the callee counted.
    const missed = reporter === 'source' ? 0 : tally.neverArrived;
    traffic.requestsPerSecond = tally.requests[reporter] + missed;
    const failures =
      reporter === 'source' ? answers.sentFailed : answers.arrivedFailed;
    if (isAnsweredBeside(failures, tally)) {
      traffic.errorRatio = Math.min(
        1,
        (tally.failed[reporter] + missed) / traffic.requestsPerSecond,
      );
    }
  }
  const p95 = REPORTERS.map(it => tally.p95[it]).find(it => it !== undefined);
  if (p95 !== undefined) {
    traffic.p95Ms = p95;
  }
  const bytesReporter = bytesReporterOf(tally);
  if (
    bytesReporter &&
    isAnsweredBeside(answers.tcpReceived, tally) &&
    isAnsweredBeside(answers.tcpSent, tally)
  ) {
    traffic.bytesPerSecond = tally.bytes[bytesReporter];
  }
  if (isAnsweredBeside(answers.tcpFailed, tally)) {
    traffic.connectFailuresPerSecond = tally.notConnected;
  }
  return traffic;
}

function bytesReporterOf(tally: Tally): Reporter | undefined {
  return REPORTERS.find(it => tally.bytes[it] > 0);
}

/** The one that most requests speak. */
function protocolOf({ protocols }: Tally): Protocol {
  const [first] = [...protocols].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? 'tcp';
}

function mutualTlsOf({ encrypted, plain }: Tally): MutualTls | undefined {
  if (encrypted) {
    return plain ? 'some' : 'all';
  }
  return plain ? 'none' : undefined;
}
