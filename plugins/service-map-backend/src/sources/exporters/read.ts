import type { HealthFinding } from '@panorama/plugin-service-map-common';
import type { ObservedNode } from '@panorama/plugin-service-map-node';
import type { Answers } from '../../prometheus/answers';
import type { Reading } from '../../prometheus/PrometheusSource';
import { findingsOf } from './findings';
import { type Server, serversOf } from './gauges';
import type { ExporterQuestion } from './questions';

const CONFIDENCE = 0.95;
/** Where only a naming habit leads from the exporter to its server. */
const GUESS_CONFIDENCE = 0.7;

export function readExporters(answers: Answers<ExporterQuestion>): Reading {
  const judged = serversOf(answers).map(server => ({
    server,
    findings: findingsOf(server),
  }));
  const upInGroup = new Set(
    judged.flatMap(({ server, findings }) =>
      isReached(server) && !findings.some(({ level }) => level === 'down')
        ? groupOf(server)
        : [],
    ),
  );
  return {
    edges: [],
    nodes: judged.map(({ server, findings }) =>
      nodeOf(
        server,
        upInGroup.has(groupOf(server)) ? findings.map(asOneOfMany) : findings,
      ),
    ),
  };
}

const groupOf = ({ product, target }: Server) => `${product} ${target.group}`;

/** One of three that is gone does not take the others with it. */
function asOneOfMany(finding: HealthFinding): HealthFinding {
  return { ...finding, level: 'degraded' };
}

/** Its exporter got an answer from it. RocketMQ's exporter has nothing to say otherwise. */
function isReached({ gauges, product }: Server): boolean {
  const signs = [...(gauges.up ?? []), ...(gauges.brokers ?? [])];
  if (signs.length > 0) {
    return signs.every(({ value }) => value > 0);
  }
  switch (product) {
    case 'rocketmq':
      return (gauges.disk?.length ?? 0) > 0;
    case 'kafka':
      return (
        gauges.underReplicated?.some(({ metric }) =>
          metric.startsWith('kafka_server_'),
        ) ?? false
      );
    default:
      return false;
  }
}

function nodeOf(server: Server, findings: HealthFinding[]): ObservedNode {
  const { target, product, prometheus, gauges } = server;
  const version = versionOf(server);
  const [question] = Object.values(gauges);
  return {
    endpoint: target.endpoint,
    technology: product,
    ...(version && { version }),
    ...(findings.length > 0 && { findings }),
    ...(findings.length === 0 && isReached(server) && { isHealthy: true }),
    basis: 'traffic',
    confidence: target.isGuess ? GUESS_CONFIDENCE : CONFIDENCE,
    evidence: `${question?.[0].metric} of ${
      question?.[0].labels.instance ?? question?.[0].labels.pod
    } in Prometheus "${prometheus}"`,
  };
}

/** As `8.0.36`, without what distributions append. */
function versionOf({ gauges }: Server): string | undefined {
  const [labels] = (gauges.versions ?? []).map(gauge => gauge.labels);
  const text =
    labels?.redis_version ??
    labels?.mongodb ??
    labels?.short_version ??
    labels?.version;
  return text?.match(/^\d+(\.\d+)*/)?.[0];
}
