import { setTimeout as sleep } from 'node:timers/promises';
import type { LogRequest, LogSource } from '../kubernetes';
import type { LiveCluster } from './life/LiveCluster';
import type { PodRecord } from './PodRecord';
import { isServing } from './life/causes';
import { hash32, hashRatio, mix32 } from './prng';
import { SIDECAR } from './render/podTemplate';
import { imageRepository } from './workload';

interface LogLine {
  time: Date;
  text: string;
}

/** Lines that a reader gets at once, at most. */
const MAX_LINES = 400;
/** A following reader gets a line about this often. */
const FOLLOW_MS = 900;

const PATHS = [
  '/api/v2/parcels',
  '/api/v2/tracks/latest',
  '/internal/cache/warm',
  '/api/v1/orders',
  '/readyz',
];

/** What the programs of a cluster write, invented when somebody reads it. */
export function logSource(cluster: LiveCluster): LogSource {
  return {
    lines(request) {
      const pod = cluster.findPod(request.namespace, request.pod);
      return pod ? pastLines(cluster, pod, request) : [];
    },
    async *follow(request) {
      for (let number = 0; !request.signal.aborted; number++) {
        await pause(
          FOLLOW_MS * (0.5 + hashRatio(number + hash32(request.pod))),
          request.signal,
        );
        const pod = cluster.findPod(request.namespace, request.pod);
        if (!pod || request.signal.aborted) {
          return;
        }
        if (isWriting(pod)) {
          const seconds = cluster.nowSeconds();
          yield {
            time: new Date(cluster.clock.now()),
            text: lineAt(cluster, pod, request.container, seconds),
          };
        }
      }
    },
  };
}

function isWriting({ situation: { kind } }: PodRecord): boolean {
  return kind === 'running' || kind === 'notReady' || kind === 'terminating';
}

/** The last run for a crashed container, the present one otherwise. */
function pastLines(
  cluster: LiveCluster,
  pod: PodRecord,
  request: LogRequest,
): LogLine[] {
  const { situation } = pod;
  if (['starting', 'imagePull', 'unschedulable'].includes(situation.kind)) {
    return [];
  }
  const isSidecar = request.container === SIDECAR;
  if (situation.kind === 'crashLoop' && !isSidecar) {
    return crashedRun(pod, situation.lastLine);
  }
  if (request.previous) {
    return pod.restarts > 0 && !isSidecar
      ? crashedRun(
          pod.with({
            since: pod.startedAt - 1,
            startedAt: pod.startedAt - 3600,
          }),
          'Terminated by the kernel or by a failed liveness probe',
        )
      : [];
  }
  const isOver = situation.kind === 'completed' || situation.kind === 'failed';
  const end = isOver ? pod.since : cluster.nowSeconds();
  const begin = Math.max(pod.startedAt, end - (request.sinceSeconds ?? 3600));
  const wanted = Math.min(MAX_LINES, request.tailLines ?? MAX_LINES);
  const step = 3;
  const lines: LogLine[] = begin === pod.startedAt ? startLines(pod) : [];
  const first = Math.max(begin + 4, end - wanted * step);
  for (let second = first - (first % step); second <= end; second += step) {
    if (second > pod.startedAt) {
      lines.push({
        time: new Date(second * 1000 + (mix32(second ^ pod.seed) % 1000)),
        text: lineAt(cluster, pod, request.container, second),
      });
    }
  }
  if (situation.kind === 'failed') {
    lines.push({
      time: new Date(pod.since * 1000),
      text: level('ERROR', situation.message),
    });
  }
  if (situation.kind === 'completed') {
    lines.push({
      time: new Date(pod.since * 1000),
      text: level('INFO', 'Done'),
    });
  }
  return lines;
}

function startLines(pod: PodRecord): LogLine[] {
  const at = (offsetMs: number, text: string) => ({
    time: new Date(pod.startedAt * 1000 + offsetMs),
    text: level('INFO', text),
  });
  const { workload, version } = pod.set;
  return [
    at(
      120,
      `Starting ${imageRepository(workload).split('/').pop()} ${version}`,
    ),
    at(480, 'Configuration read from /etc/app/app.properties'),
    ...workload.dependencies.map(({ on, host, port }, i) =>
      at(700 + i * 90, `Connecting to ${on} at ${host}:${port}`),
    ),
  ];
}

/** A run of about eleven seconds that ends with the reason. */
function crashedRun(pod: PodRecord, lastLine: string): LogLine[] {
  const end = Math.max(pod.startedAt + 2, pod.since) * 1000;
  return [
    ...startLines(pod),
    {
      time: new Date(end - 900),
      text: level('WARN', 'Retrying once more before giving up'),
    },
    { time: new Date(end - 40), text: level('ERROR', 'Cannot start') },
    { time: new Date(end), text: lastLine },
  ];
}

function lineAt(
  cluster: LiveCluster,
  pod: PodRecord,
  container: string,
  second: number,
): string {
  const dice = mix32(second ^ pod.seed);
  if (container === SIDECAR) {
    return `[${new Date(second * 1000).toISOString()}] [ info] [output:kafka] ${
      40 + (dice % 200)
    } records delivered`;
  }
  const { workload } = pod.set;
  const gone = workload.dependencies.find(
    dependency => !isServing(cluster.model, cluster.causes, dependency),
  );
  if (gone && second * 1000 > cluster.clock.now() - 60_000) {
    return level(
      'ERROR',
      `${gone.on} does not answer: connect ECONNREFUSED ${gone.address}:${gone.port}`,
    );
  }
  if (pod.situation.kind === 'notReady' && dice % 3 === 0) {
    return level('WARN', pod.situation.message);
  }
  const path = PATHS[dice % PATHS.length];
  const duration = 2 + (dice % 60);
  return dice % 37 === 0
    ? level('WARN', `slow request ${path} took ${900 + (dice % 700)} ms`)
    : level(
        'INFO',
        `GET ${path} 200 ${duration} ms trace=${dice
          .toString(16)
          .padStart(8, '0')}`,
      );
}

function level(word: 'INFO' | 'WARN' | 'ERROR', text: string): string {
  return `${word.padEnd(5)} ${text}`;
}

/** Returns early, without an error, when the reader leaves. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
