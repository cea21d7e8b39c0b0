/**
 * A child process that answers like an API server with N pods. Everything that
 * it sends is rendered beforehand, down to the frames of HTTP: serving is
 * writing large buffers to a socket, so that what is measured is the client.
 * Talks over IPC: tells its port when ready, replays events on request.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { realisticPod } from './realisticPod';
import { rendererOf, type ServerMode } from './rendering';

const pods = Number(process.argv[2]);
const mode = (process.argv[3] ?? 'json') as ServerMode;
/** For `--self-check`: events a second that are not exceeded. */
const throttledTo = Number(process.env.PANORAMA_BENCH_THROTTLE ?? 0);

const EVENT_WINDOW = 2_000;
/** Pods or events in one write. */
const BLOCK = 250;
const TICKS_PER_SECOND = 20;
/** resourceVersion of the list; events count up from it, all with eight digits. */
const LIST_VERSION = 10_000_000;

const renderer = rendererOf(mode);
const versionText = String(LIST_VERSION);

const blocks: Buffer[] = [];
for (let from = 0; from < pods; from += BLOCK) {
  const count = Math.min(BLOCK, pods - from);
  blocks.push(
    Buffer.concat(
      Array.from({ length: count }, (_, i) =>
        renderer.listed(
          realisticPod(from + i, { resourceVersion: from + i + 1 }),
          from + i,
        ),
      ),
    ),
  );
}

/** The same pods again and again with a restart more: what a busy cluster sends. */
const replayed: Array<{ block: Buffer; versionsAt: number[] }> = [];
const windowSize = Math.min(EVENT_WINDOW, pods - 1);
for (let from = 0; from < windowSize; from += BLOCK) {
  const versionsAt: number[] = [];
  const events: Buffer[] = [];
  let bytes = 0;
  for (let i = from; i < Math.min(windowSize, from + BLOCK); i++) {
    const event = renderer.event(
      'MODIFIED',
      realisticPod(i + 1, {
        resourceVersion: LIST_VERSION,
        restarts: 1 + (i % 5),
      }),
    );
    versionsAt.push(bytes + event.indexOf(versionText));
    bytes += event.length;
    events.push(event);
  }
  replayed.push({ block: Buffer.concat(events), versionsAt });
}
let version = LIST_VERSION;

const watches = new Set<Socket>();
let firstPodsRequestAt: number | undefined;

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) =>
    socket.write(bytes, error => (error ? reject(error) : resolve())),
  );
}

/** Keeps two blocks under way, so that the socket never runs dry. */
async function writeAll(
  socket: Socket,
  all: Iterable<{ bytes: Buffer; events: number }>,
) {
  let previous: Promise<void> = Promise.resolve();
  for (const { bytes, events } of all) {
    const current = write(socket, bytes);
    await previous;
    previous = current;
    if (throttledTo) {
      await new Promise(resolve =>
        setTimeout(resolve, (events / throttledTo) * 1000),
      );
    }
  }
  await previous;
}

async function watchPods(response: ServerResponse, sendInitial: boolean) {
  const { socket } = response;
  if (!socket) {
    return;
  }
  response.writeHead(200, { 'content-type': renderer.watchContentType });
  // An informer counts as started when the answer to its watch begins.
  response.flushHeaders();
  if (sendInitial) {
    await writeAll(
      socket,
      blocks.map(bytes => ({ bytes, events: BLOCK })),
    );
    await write(socket, renderer.bookmark(versionText));
  }
  watches.add(socket);
  socket.on('close', () => watches.delete(socket));
}

async function listPods(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write(
    `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"${LIST_VERSION}"},"items":[`,
  );
  for (const block of blocks) {
    if (!response.write(block)) {
      await new Promise(resolve => response.once('drain', resolve));
    }
  }
  response.end(']}\n');
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const query = url.searchParams;
  const watch = query.get('watch') === '1' || query.get('watch') === 'true';
  const json = (body: unknown, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  if (url.pathname === '/api/v1/pods') {
    firstPodsRequestAt ??= Date.now();
  }
  if (url.pathname === '/version') {
    json({ major: '1', minor: '36', gitVersion: 'v1.36.1' });
  } else if (url.pathname === '/api/v1/pods' && watch) {
    watchPods(response, query.get('sendInitialEvents') === 'true').catch(() =>
      response.destroy(),
    );
  } else if (url.pathname === '/api/v1/pods' && mode === 'json-list') {
    listPods(response).catch(() => response.destroy());
  } else {
    // Every other kind: served by nobody, so that only pods are measured.
    json(
      {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'NotFound',
        code: 404,
        message: 'the server could not find the requested resource',
      },
      404,
    );
  }
});

/** A client may open its watch a while after its list is complete. */
async function openWatch(): Promise<Socket> {
  for (let tries = 0; tries < 300; tries++) {
    const watch = [...watches].at(-1);
    if (watch) {
      return watch;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('nobody watches');
}

/** Blocks of the cycle, with resourceVersions that only grow. */
function* replayBlocks(events: number) {
  for (let sent = 0, i = 0; sent < events; i++) {
    const { block, versionsAt } = replayed[i % replayed.length];
    // A copy: the one before may still be on its way.
    const bytes = Buffer.from(block);
    for (const at of versionsAt) {
      version += 1;
      bytes.write(String(version), at, 'latin1');
    }
    sent += versionsAt.length;
    yield { bytes, events: versionsAt.length };
  }
}

/** Slower to make, and no two alike: pods all over the cluster restart. */
function freshEvents(from: number, count: number): Buffer {
  const events: Buffer[] = [];
  for (let i = from; i < from + count; i++) {
    version += 1;
    events.push(
      renderer.event(
        'MODIFIED',
        realisticPod(1 + ((i * 7919) % (pods - 1)), {
          resourceVersion: version,
          restarts: 1 + (i % 9),
        }),
      ),
    );
  }
  return Buffer.concat(events);
}

async function replay(events: number, perSecond: number | undefined) {
  const watch = await openWatch();
  if (perSecond) {
    const batch = Math.ceil(perSecond / TICKS_PER_SECOND);
    for (let sent = 0; sent < events; sent += batch) {
      await write(watch, freshEvents(sent, Math.min(batch, events - sent)));
      await new Promise(resolve =>
        setTimeout(resolve, 1000 / TICKS_PER_SECOND),
      );
    }
  } else {
    await writeAll(watch, replayBlocks(events));
  }
  version += 1;
  const object = realisticPod(0, { resourceVersion: version, restarts: 77 });
  await write(watch, renderer.event('MODIFIED', object));
}

process.on(
  'message',
  async (
    message:
      | { type: 'replay'; events: number; perSecond?: number }
      | { type: 'first-request' },
  ) => {
    if (message.type === 'first-request') {
      process.send?.({ type: 'first-request', at: firstPodsRequestAt });
      firstPodsRequestAt = undefined;
      return;
    }
    await replay(message.events, message.perSecond);
    process.send?.({ type: 'replayed' });
  },
);
process.on('disconnect', () => process.exit(0));

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({
    type: 'ready',
    port: typeof address === 'object' ? address?.port : undefined,
  });
});
