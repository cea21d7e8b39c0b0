/**
 * What a viewer's stream costs on the wire: the first picture and a change, in
 * our frames and as JSON of the same rows.
 *
 * The plugin runs whole; the stream is read through its HTTP route. Changes come
 * at 1,000 a second for ten seconds. JSON is what a page would otherwise be
 * sent: the visible fields of a row for the picture, `{ name, changed fields }`
 * for a change; both without compression and with gzip in the notes.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync, inflateRawSync } from 'node:zlib';
import {
  applyFrame,
  FrameReader,
  inflateFrame,
  PodTable,
} from '@panorama/plugin-fleet-common';
import { writeKubeconfig } from '../inventory/kubeconfig';
import { startFleet } from '../inventory/ours';
import { report } from '../report';

/** Length, type, flags and checksum around the body of a frame. */
const ENVELOPE_BYTES = 10;
const CHANGES = 10_000;
const CHANGES_PER_SECOND = 1_000;
/** The last tick of the encoder, and a little more. */
const SETTLE_MS = 2_000;

function answer(from: ChildProcess, type: string): Promise<{ port: number }> {
  return new Promise(resolve => {
    const onMessage = (message: { type: string; port: number }) => {
      if (message.type === type) {
        from.off('message', onMessage);
        resolve(message);
      }
    };
    from.on('message', onMessage);
  });
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}

/** Reads the stream as a page does, and counts bytes by type of frame. */
async function readStream(url: string, signal: AbortSignal) {
  const table = new PodTable();
  const bytes: Record<string, number> = {};
  let changed = 0;
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) {
    throw new Error(`${url} answered ${response.status}`);
  }
  const reader = new FrameReader();
  const done = (async () => {
    for await (const chunk of response.body!) {
      for (const wire of reader.push(chunk)) {
        const frame = await inflateFrame(wire, async part =>
          inflateRawSync(part),
        );
        bytes[wire.type] =
          (bytes[wire.type] ?? 0) + wire.body.length + ENVELOPE_BYTES;
        const effect = applyFrame(table, frame);
        if (effect.type === 'delta') {
          changed += effect.changed.length;
        }
      }
    }
  })().catch(error => {
    if (!signal.aborted) {
      throw error;
    }
  });
  return { table, bytes, done, changed: () => changed };
}

function jsonRow(table: PodTable, slot: number) {
  const workload = table.workloads[table.workload[slot]];
  const namespace = table.namespaces[workload.namespace];
  return {
    cluster: table.clusters[namespace.cluster],
    namespace: namespace.name,
    name: table.nameOf(slot),
    workload: workload.name,
    kind: workload.kind,
    node: table.nodes[table.node[slot]]?.name,
    image: table.images[table.image[slot]],
    state: table.state[slot],
    ready: table.readyContainers[slot],
    restarts: table.restarts[slot],
    createdAt: table.createdAt[slot],
  };
}

async function main() {
  const { values } = parseArgs({
    options: { size: { type: 'string', default: '100000' } },
    strict: false,
  });
  const size = Number(values.size);
  const server = fork(
    join(__dirname, '..', 'inventory', 'podServer.ts'),
    [String(size)],
    { execArgv: ['--max-old-space-size=12000', ...process.execArgv] },
  );
  const folder = mkdtempSync(join(tmpdir(), 'panorama-bench-'));
  const stop = new AbortController();
  try {
    const { port: clusterPort } = await answer(server, 'ready');
    const port = await freePort();
    const { subject } = await startFleet(
      writeKubeconfig(folder, clusterPort),
      port,
    );
    await subject.sync();

    const stream = await readStream(
      `http://127.0.0.1:${port}/api/fleet/v1/stream`,
      stop.signal,
    );
    while (stream.table.size < size) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
    const first = { ...stream.bytes };
    const firstPictureBytes = Object.values(first).reduce((a, b) => a + b, 0);
    const rows = [...stream.table.slots()].map(slot =>
      jsonRow(stream.table, slot),
    );
    const picture = Buffer.from(JSON.stringify(rows));

    const replayed = answer(server, 'replayed');
    server.send({
      type: 'replay',
      events: CHANGES,
      perSecond: CHANGES_PER_SECOND,
    });
    await replayed;
    await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
    const deltaBytes = (stream.bytes.delta ?? 0) - (first.delta ?? 0);
    const jsonBytesPerChange =
      rows.slice(0, 1000).reduce(
        (sum, row) =>
          sum +
          JSON.stringify({
            cluster: row.cluster,
            namespace: row.namespace,
            name: row.name,
            restarts: row.restarts,
          }).length,
        0,
      ) / Math.min(1000, rows.length);
    const bytesPerChange = deltaBytes / Math.max(1, stream.changed());
    report([
      {
        name: 'fleet-frames',
        size,
        figures: {
          firstPictureBytes,
          bytesPerChange,
          jsonFirstPictureBytes: picture.length,
          jsonBytesPerChange,
        },
        ratios: {
          firstPicture: picture.length / firstPictureBytes,
          change: jsonBytesPerChange / bytesPerChange,
        },
        notes: [
          `${stream.changed()} of ${CHANGES} changes were sent: later ones of the same tick replace earlier ones`,
          `the JSON of the picture has ${
            gzipSync(picture, { level: 1 }).length
          } bytes with gzip -1`,
        ],
      },
    ]);
    stop.abort();
    await stream.done;
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

main()
  .then(() => process.exit(0))
  .catch(error => {
    console.error(error);
    process.exit(1);
  });
