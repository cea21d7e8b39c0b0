import type {
  MapNodeKind,
  Protocol,
  TechnologyId,
  Traffic,
} from '@panorama/plugin-service-map-common';
import type {
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
import { isDatabase, isNamedByClient, type Pair, pairOf } from './pair';
import type { OpenTelemetryQuestion } from './questions';

/** Spans carry names that people gave; a namespace beside the name leaves less to mistake. */
const CONFIDENCE = 0.85;
const PLACED_CONFIDENCE = 0.95;

const MS_PER_SECOND = 1000;

const PROTOCOLS: Partial<Record<TechnologyId, Protocol>> = {
  mysql: 'sql',
  mariadb: 'sql',
  postgresql: 'sql',
  oracle: 'sql',
  sqlserver: 'sql',
  oceanbase: 'sql',
  redis: 'redis',
  mongodb: 'mongodb',
  elasticsearch: 'http',
  opensearch: 'http',
};

export function readOpenTelemetry(
  answers: Answers<OpenTelemetryQuestion>,
  { clusterNames }: ReadingContext,
): Reading {
  const pairs = new Map<string, Pair>();
  const enter = (sample: PlacedSample, add: (pair: Pair) => void) => {
    const pair = pairOf(sample, clusterNames);
    if (!pair) {
      return;
    }
    const key = `${pair.from ? endpointKey(pair.from) : ''}>${endpointKey(
      pair.to,
    )}`;
    const kept = pairs.get(key) ?? pair;
    kept.technology ??= pair.technology;
    pairs.set(key, kept);
    add(kept);
  };
  for (const sample of samplesOf(answers.requests)) {
    enter(sample, pair => {
      pair.requests += sample.value;
    });
  }
  for (const sample of samplesOf(answers.failed)) {
    enter(sample, pair => {
      pair.failed += sample.value;
    });
  }
  for (const sample of samplesOf(answers.p95)) {
    enter(sample, pair => {
      pair.p95Seconds = Math.max(pair.p95Seconds ?? 0, sample.value);
    });
  }
  const unpairedSpans = unpairedOf(answers);
  return {
    nodes: [...pairs.values()].flatMap(nodesOf),
    edges: [...pairs.values()].flatMap(pair => edgeOf(pair, answers)),
    problems: samplesOf(answers.dropped).map(({ prometheus, value }) => ({
      message: `Prometheus "${prometheus}": the service graph drops ${
        value < 1 ? 'fewer than one span' : `${Math.round(value)} spans`
      } a second, so edges are missing (raise max_items of its store)`,
      audience: 'operators',
    })),
    ...(unpairedSpans !== undefined && { unpairedSpans }),
  };
}

/** Of the spans that waited for their other half, the share that nothing came for. */
function unpairedOf(
  answers: Answers<OpenTelemetryQuestion>,
): number | undefined {
  if (!answers.unpaired || !answers.requests) {
    return undefined;
  }
  const sum = (samples: readonly PlacedSample[]) =>
    samples.reduce((total, { value }) => total + value, 0);
  const unpaired = sum(answers.unpaired.samples);
  const all = unpaired + sum(answers.requests.samples);
  return all > 0 ? unpaired / all : undefined;
}

function nodesOf({ from, to, sample, technology }: Pair): ObservedNode[] {
  if (from && !isDatabase(sample)) {
    return [];
  }
  const kind: MapNodeKind | undefined = isDatabase(sample)
    ? 'database'
    : undefined;
  return [
    {
      endpoint: to,
      // Redis and its kind have a role of their own, which the technology says.
      ...(technology ? { technology } : kind && { kind }),
      basis: 'traffic',
      confidence: CONFIDENCE,
      evidence: evidenceOf(sample),
    },
  ];
}

function edgeOf(
  pair: Pair,
  answers: Answers<OpenTelemetryQuestion>,
): ObservedEdge[] {
  const { from, to, sample, requests, failed, p95Seconds } = pair;
  if (!from) {
    return [];
  }
  const traffic: Traffic = { windowSeconds: WINDOW_SECONDS };
  if (requests > 0) {
    traffic.requestsPerSecond = requests;
    if (isAnsweredBeside(answers.failed, sample)) {
      traffic.errorRatio = Math.min(1, failed / requests);
    }
  }
  if (p95Seconds !== undefined) {
    traffic.p95Ms = p95Seconds * MS_PER_SECOND;
  }
  return [
    {
      from,
      to,
      protocol: protocolOf(pair),
      ...(to.type === 'address' && to.port && { port: to.port }),
      traffic,
      reporter: isNamedByClient(sample) ? 'caller' : 'callee',
      basis: 'traffic',
      confidence:
        'namespace' in from && 'namespace' in to
          ? PLACED_CONFIDENCE
          : CONFIDENCE,
      evidence: evidenceOf(sample),
    },
  ];
}

/** Spans of HTTP and of gRPC make the same series. */
function protocolOf({ sample, technology }: Pair): Protocol {
  switch (sample.labels.connection_type) {
    case 'messaging_system':
      return 'messaging';
    case 'database':
      return (technology && PROTOCOLS[technology]) ?? 'unknown';
    default:
      return 'unknown';
  }
}

function evidenceOf({ prometheus, labels }: PlacedSample): string {
  return `traces_service_graph_request_total in Prometheus "${prometheus}": client ${
    labels.client ?? 'unknown'
  }, server ${labels.server ?? 'unknown'}`;
}
