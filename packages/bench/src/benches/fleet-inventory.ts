/**
 * What it costs to hold every pod of a cluster: memory per pod, initial sync,
 * the longest stall of the main thread, events per second; ours and an informer
 * of `@kubernetes/client-node`, against the same server with pre-rendered pods.
 *
 * - Memory per pod is the slope between two sizes, over all isolates, after
 *   collection; the fixed cost of either side is not in it.
 * - Stall is the median of several runs, less that of an idle thread in the same
 *   process. The server is pinned to another core where `taskset` exists.
 * - Ours is measured against a server with protobuf, as API servers have it, and
 *   against one with JSON only (`json…`). The peer asks for JSON.
 * - `socket…` is a client that reads the bytes and drops them: nobody can be
 *   faster against this server on this machine.
 * - `--sizes 12000,100000`, `--runs 5,3` (by size), `--out FILE`; `--check` fails when a
 *   target is missed; `--self-check` fails when an injected regression is not
 *   noticed.
 */
import { parseArgs } from 'node:util';
import { series, type Measured } from '../inventory/measure';
import { selfCheck } from '../inventory/selfCheck';
import { missedTargets, sentence } from '../inventory/targets';
import { report, type BenchResult } from '../report';

const EVENTS = 100_000;
/** Ten times slower, and the rate is the same after a few seconds. */
const PEER_EVENTS = 30_000;

interface Side {
  protobuf: Measured;
  json: Measured;
  socket: Measured;
}

async function ours(pods: number, runs: number): Promise<Side> {
  const of = (mode: 'protobuf' | 'json', kind: 'ours' | 'socket', n: number) =>
    series({ kind, mode, pods, runs: n, events: EVENTS });
  return {
    protobuf: await of('protobuf', 'ours', runs),
    json: await of('json', 'ours', 1),
    socket: await of('protobuf', 'socket', 1),
  };
}

const peerSeries = (pods: number, runs: number, events?: number) =>
  series({ kind: 'peer', mode: 'json-list', pods, runs, events });

/** `undefined` where it cannot; a note says why. */
async function peerAt(
  pods: number,
  notes: string[],
): Promise<Measured | undefined> {
  try {
    return await peerSeries(pods, 1, PEER_EVENTS);
  } catch (error) {
    notes.push(`the peer cannot do ${pods} pods: ${(error as Error).message}`);
    return undefined;
  }
}

function resultOf(
  size: number,
  bytesPerPod: number,
  { protobuf, json, socket }: Side,
  peerBytesPerPod: number,
  peer: Measured | undefined,
  notes: string[],
): BenchResult {
  const eventsPerSecond = protobuf.eventsPerSecond ?? 0;
  const jsonEventsPerSecond = json.eventsPerSecond ?? 0;
  return {
    name: 'fleet-inventory',
    size,
    figures: {
      bytesPerPod,
      syncSeconds: protobuf.syncSeconds,
      syncCpuSeconds: protobuf.syncCpuSeconds,
      maxStallMs: protobuf.stallMs,
      eventsPerSecond,
      eventsPerCpuSecond: protobuf.eventsPerCpuSecond ?? 0,
      jsonSyncSeconds: json.syncSeconds,
      jsonSyncCpuSeconds: json.syncCpuSeconds,
      jsonMaxStallMs: json.stallMs,
      jsonEventsPerSecond,
      jsonEventsPerCpuSecond: json.eventsPerCpuSecond ?? 0,
      socketSyncSeconds: socket.syncSeconds,
      socketEventsPerSecond: socket.eventsPerSecond ?? 0,
      peerBytesPerPod,
      ...(peer && {
        peerSyncSeconds: peer.syncSeconds,
        peerSyncCpuSeconds: peer.syncCpuSeconds,
        peerMaxStallMs: peer.stallMs,
        peerEventsPerSecond: peer.eventsPerSecond ?? 0,
        peerEventsPerCpuSecond: peer.eventsPerCpuSecond ?? 0,
      }),
    },
    ratios: {
      memory: peerBytesPerPod / bytesPerPod,
      ...(peer && {
        sync: peer.syncSeconds / protobuf.syncSeconds,
        jsonSync: peer.syncSeconds / json.syncSeconds,
        stall: peer.stallMs / Math.max(0.1, protobuf.stallMs),
        events: eventsPerSecond / (peer.eventsPerSecond ?? 0),
        jsonEvents: jsonEventsPerSecond / (peer.eventsPerSecond ?? 0),
      }),
    },
    notes,
  };
}

async function measureAll(sizes: number[], runsOfSize: number[]) {
  const runsAt = (i: number) => runsOfSize[Math.min(i, runsOfSize.length - 1)];
  const base = Math.round(sizes[0] / 4);
  const oursBase = await series({
    kind: 'ours',
    mode: 'protobuf',
    pods: base,
    runs: 1,
  });
  const peerBase = await peerSeries(base, 1);
  const peerSmall = await peerSeries(sizes[0], runsAt(0), PEER_EVENTS);
  const peerSlope =
    (peerSmall.memoryBytes - peerBase.memoryBytes) / (sizes[0] - base);

  const results: BenchResult[] = [];
  for (const [i, size] of sizes.entries()) {
    const notes = [
      `memory is the slope from ${base} pods; peer's slope is from ${base} to ${sizes[0]}`,
    ];
    const side = await ours(size, runsAt(i));
    const bytesPerPod =
      (side.protobuf.memoryBytes - oursBase.memoryBytes) / (size - base);
    const peer = size === sizes[0] ? peerSmall : await peerAt(size, notes);
    results.push(resultOf(size, bytesPerPod, side, peerSlope, peer, notes));
  }
  return results;
}

async function main() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '12000,100000' },
      runs: { type: 'string', default: '5,3' },
      check: { type: 'boolean', default: false },
      'self-check': { type: 'boolean', default: false },
    },
    strict: false,
  });
  if (values['self-check']) {
    const unnoticed = await selfCheck();
    if (unnoticed.length > 0) {
      throw new Error(`the bench does not notice: ${unnoticed.join(', ')}`);
    }
    return;
  }
  const sizes = String(values.sizes).split(',').map(Number);
  const runs = String(values.runs).split(',').map(Number);
  const results = await measureAll(sizes, runs);
  const missed = results.flatMap(result => {
    const sentences = missedTargets(result).map(sentence);
    result.notes.push(
      sentences.length > 0
        ? `targets missed: ${sentences.join('; ')}`
        : 'all targets are met',
    );
    return sentences;
  });
  report(results);
  if (values.check && missed.length > 0) {
    process.exitCode = 1;
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
