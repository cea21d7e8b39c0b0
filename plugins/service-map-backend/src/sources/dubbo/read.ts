import type {
  HealthFinding,
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
} from '../../prometheus/answers';
import { endpointKey } from '../../prometheus/endpoints';
import type { Reading } from '../../prometheus/PrometheusSource';
import { WINDOW_SECONDS } from '../../prometheus/questions';
import type { Application } from './application';
import { directoriesOf, fewValidProviders } from './directories';
import { poolFindings } from './pools';
import type { DubboQuestion } from './questions';
import {
  type Consumption,
  consumptionsOf,
  nearest,
  providersOf,
} from './services';

/** One application provides the interface. */
const CONFIDENCE = 0.9;
/** Several provide it, and no metric says which of them was called. */
const SHARED_CONFIDENCE = 0.5;

const MAX_NAMED = 3;

export function readDubbo(answers: Answers<DubboQuestion>): Reading {
  const providers = providersOf(answers);
  const directories = directoriesOf(answers);
  const edges = new Map<string, EdgeParts>();
  const orphans = new Set<string>();
  for (const consumption of consumptionsOf(answers)) {
    const candidates = nearest(
      providers.get(consumption.service) ?? [],
      consumption.consumer,
    );
    if (candidates.length === 0) {
      orphans.add(consumption.service);
    }
    for (const provider of candidates) {
      const key = `${endpointKey(consumption.consumer)}>${endpointKey(
        provider.application,
      )}`;
      const parts = edges.get(key) ?? {
        from: consumption.consumer,
        to: provider.application,
        alone: [],
        shared: [],
      };
      edges.set(key, parts);
      parts[candidates.length === 1 ? 'alone' : 'shared'].push({
        ...consumption,
        p95Ms: provider.p95Ms,
        providers: candidates.length,
      });
    }
  }
  return {
    nodes: nodesOf(answers),
    edges: [...edges.values()].map(parts =>
      edgeOf(parts, answers, directories),
    ),
    missingMetrics: [...orphans]
      .slice(0, MAX_NAMED)
      .map(service => `dubbo_provider_requests_total{interface="${service}"}`),
  };
}

interface EdgeParts {
  from: Application;
  to: Application;
  alone: Part[];
  shared: Part[];
}

interface Part extends Consumption {
  p95Ms?: number;
  providers: number;
}

function edgeOf(
  { from, to, alone, shared }: EdgeParts,
  answers: Answers<DubboQuestion>,
  directories: ReturnType<typeof directoriesOf>,
): ObservedEdge {
  const parts = [...alone, ...shared];
  const findings = parts.flatMap(({ interfaceName }) =>
    fewValidProviders(directories, from, interfaceName),
  );
  return {
    from,
    to,
    protocol: 'dubbo',
    traffic: trafficOf(alone, answers),
    reporter: 'caller',
    ...(findings.length > 0 && { findings: [worst(findings)] }),
    basis: 'traffic',
    confidence: alone.length > 0 ? CONFIDENCE : SHARED_CONFIDENCE,
    evidence: evidenceOf(alone, shared),
  };
}

/** Of the interfaces that only this provider has: the rest could be somebody else's traffic. */
function trafficOf(alone: Part[], answers: Answers<DubboQuestion>): Traffic {
  const traffic: Traffic = { windowSeconds: WINDOW_SECONDS };
  const sum = (of: (part: Part) => number) =>
    alone.reduce((total, part) => total + of(part), 0);
  const requests = sum(part => part.requests);
  if (requests > 0) {
    traffic.requestsPerSecond = requests;
    if (
      alone.every(({ sample }) =>
        isAnsweredBeside(answers.consumedFailed, sample),
      )
    ) {
      traffic.errorRatio = Math.min(1, sum(part => part.failed) / requests);
    }
  }
  const slowest = Math.max(...alone.map(part => part.p95Ms ?? 0), 0);
  if (slowest > 0) {
    traffic.p95Ms = slowest;
  }
  const hasConnecting = (sample: PlacedSample) =>
    isAnsweredBeside(answers.notConnected, sample) &&
    isAnsweredBeside(answers.noProvider, sample);
  if (alone.length > 0 && alone.every(({ sample }) => hasConnecting(sample))) {
    traffic.connectFailuresPerSecond = sum(part => part.notConnected);
  }
  return traffic;
}

function evidenceOf(alone: Part[], shared: Part[]): string {
  const [{ sample }] = [...alone, ...shared];
  const named = (parts: Part[]) =>
    parts
      .slice(0, MAX_NAMED)
      .map(({ service }) => service)
      .join(', ') + (parts.length > MAX_NAMED ? ', …' : '');
  const sentences = [
    alone.length > 0 && named(alone),
    shared.length > 0 &&
      `${named(shared)} (shared: ${
        shared[0].providers
      } applications provide it)`,
  ].filter(Boolean);
  return `Dubbo's metrics in Prometheus "${
    sample.prometheus
  }": ${sentences.join('; ')}`;
}

function worst(findings: HealthFinding[]): HealthFinding {
  return findings.find(({ level }) => level === 'down') ?? findings[0];
}

/** Applications whose thread pool was looked at. */
function nodesOf(answers: Answers<DubboQuestion>): ObservedNode[] {
  return poolFindings(answers).map(({ application, sample, findings }) => ({
    endpoint: application,
    ...(findings.length > 0 ? { findings } : { isHealthy: true }),
    basis: 'traffic',
    confidence: CONFIDENCE,
    evidence: `dubbo_thread_pool_active_size in Prometheus "${sample.prometheus}"`,
  }));
}
