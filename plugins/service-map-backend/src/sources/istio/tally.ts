import type {
  MutualTls,
  Protocol,
  Traffic,
} from '@panorama/plugin-service-map-common';
import type { Endpoint, ObservedEdge } from '@panorama/plugin-service-map-node';
import {
  type Answers,
  isAnsweredBeside,
  type PlacedSample,
} from '../../prometheus/answers';
import { WINDOW_SECONDS } from '../../prometheus/questions';
import type { IstioQuestion } from './questions';

/** Proxies at both ends know who they are; what is wrong at times is the name of the service. */
export const CONFIDENCE = 0.95;

/** Envoy's reasons for which no instance got the request: no connection, nobody healthy, circuit open, no route. */
const NEVER_ARRIVED = /\b(UF|UH|UO|NR|NC)\b/;
const NOT_CONNECTED = /\b(UF|UH)\b/;

/** Who may answer for the callee, best first. */
const REPORTERS = ['destination', 'waypoint', 'source'] as const;
export type Reporter = (typeof REPORTERS)[number];

/** What the series of one pair say, in requests, bytes or connections a second. */
export interface Tally {
  from: Endpoint;
  to: Endpoint;
  /** Past every Service: its series are asked for apart. */
  isOutside: boolean;
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

const PROTOCOLS: Record<string, Protocol> = { http: 'http', grpc: 'grpc' };

/** Counts a request for its protocol. */
export function addProtocol(tally: Tally, { labels, value }: PlacedSample) {
  const protocol = PROTOCOLS[labels.request_protocol ?? ''] ?? 'unknown';
  tally.protocols.set(protocol, (tally.protocols.get(protocol) ?? 0) + value);
}

/** Counts what failed for the caller, and whether the callee can have seen it. */
export function addSentFailure(tally: Tally, { labels, value }: PlacedSample) {
  const flags = labels.response_flags ?? '';
  tally.failed.source += value;
  tally.neverArrived += NEVER_ARRIVED.test(flags) ? value : 0;
  tally.notConnected += NOT_CONNECTED.test(flags) ? value : 0;
}

/** The caller's proxy does not know how the connection ends; it says `unknown`. */
export function addPolicy(tally: Tally, { labels }: PlacedSample) {
  tally.encrypted ||= labels.connection_security_policy === 'mutual_tls';
  tally.plain ||= labels.connection_security_policy === 'none';
}

export function emptyTally(
  from: Endpoint,
  to: Endpoint,
  { prometheus, isOutside }: Pick<Tally, 'prometheus' | 'isOutside'>,
): Tally {
  const nothing = () => ({ destination: 0, waypoint: 0, source: 0 });
  return {
    from,
    to,
    isOutside,
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

/** The edge that a pair is, with what the best reporter measured. */
export function edgeOf(
  tally: Tally,
  answers: Answers<IstioQuestion>,
): ObservedEdge {
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
  const sentFailures =
    answers[tally.isOutside ? 'outsideFailed' : 'sentFailed'];
  if (reporter) {
    // What never arrived is no part of what the callee counted.
    const missed = reporter === 'source' ? 0 : tally.neverArrived;
    traffic.requestsPerSecond = tally.requests[reporter] + missed;
    const failures =
      reporter === 'source' ? sentFailures : answers.arrivedFailed;
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
  if (
    isAnsweredBeside(sentFailures, tally) &&
    isAnsweredBeside(answers.tcpFailed, tally)
  ) {
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
