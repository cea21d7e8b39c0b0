/**
 * A child process that answers like an API server with N pods whose bytes are
 * rendered beforehand, so that what is measured is the client. Talks over IPC:
 * prints its address when ready, replays events on request.
 */
import { createServer, type ServerResponse } from 'node:http';
import { MARKER, realisticPod } from './realisticPod';

const pods = Number(process.argv[2]);
const EVENT_WINDOW = 2_000;
const LIST_PAGE = 500;
const BATCH = 250;
const TICKS_PER_SECOND = 20;
/** resourceVersion of the list; events count up from it. */
const LIST_VERSION = 10_000_000;

const rendered: Buffer[] = [];
for (let index = 0; index < pods; index++) {
  rendered.push(
    Buffer.from(
      JSON.stringify(realisticPod(index, { resourceVersion: index + 1 })),
    ),
  );
}

/** An event of which only the resourceVersion changes from replay to replay. */
interface Event {
  bytes: Buffer;
  /** Where the eight digits of the resourceVersion are. */
  versionAt: number;
}

/** The same pods again and again with a restart more: what a busy cluster sends. */
const modified: Event[] = [];
for (let i = 1; i <= Math.min(EVENT_WINDOW, pods - 1); i++) {
  const object = realisticPod(i, {
    resourceVersion: LIST_VERSION,
    restarts: 1 + (i % 5),
  });
  const bytes = Buffer.from(
    `${JSON.stringify({ type: 'MODIFIED', object })}\n`,
  );
  modified.push({ bytes, versionAt: bytes.indexOf(String(LIST_VERSION)) });
}
let version = LIST_VERSION;

/** The next events of the cycle, with resourceVersions that only grow. */
function nextEvents(from: number, count: number): Buffer {
  const batch: Buffer[] = [];
  for (let i = from; i < from + count; i++) {
    const event = modified[i % modified.length];
    version += 1;
    event.bytes.write(String(version), event.versionAt, 'latin1');
    batch.push(Buffer.from(event.bytes));
  }
  return Buffer.concat(batch);
}

const watches = new Set<ServerResponse>();
let firstPodsRequestAt: number | undefined;

async function write(response: ServerResponse, chunk: Buffer | string) {
  if (!response.write(chunk)) {
    await new Promise(resolve => response.once('drain', resolve));
  }
}

const bookmark = (resourceVersion: number, initialEnd: boolean) =>
  `${JSON.stringify({
    type: 'BOOKMARK',
    object: {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: {
        resourceVersion: String(resourceVersion),
        ...(initialEnd
          ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
          : {}),
      },
    },
  })}\n`;

async function watchPods(response: ServerResponse, sendInitial: boolean) {
  response.writeHead(200, { 'content-type': 'application/json' });
  // An informer counts as started when the answer to its watch begins.
  response.flushHeaders();
  if (sendInitial) {
    for (const pod of rendered) {
      await write(
        response,
        Buffer.concat([
          Buffer.from('{"type":"ADDED","object":'),
          pod,
          Buffer.from('}\n'),
        ]),
      );
    }
    await write(response, bookmark(LIST_VERSION, true));
  }
  watches.add(response);
  response.on('close', () => watches.delete(response));
}

async function listPods(response: ServerResponse, query: URLSearchParams) {
  const from = Number(query.get('continue') ?? 0);
  const limit = Number(query.get('limit') ?? 0) || pods;
  const to = Math.min(pods, from + Math.max(limit, 1));
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = to < pods ? `,"continue":"${to}"` : '';
  await write(
    response,
    `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"${LIST_VERSION}"${more}},"items":[`,
  );
  for (let i = from; i < to; i += LIST_PAGE) {
    const page = rendered
      .slice(i, Math.min(to, i + LIST_PAGE))
      .flatMap((pod, k) => (k || i > from ? [Buffer.from(','), pod] : [pod]));
    await write(response, Buffer.concat(page));
  }
  await write(response, ']}\n');
  response.end();
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
  } else if (url.pathname === '/api/v1/pods') {
    listPods(response, query).catch(() => response.destroy());
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
async function openWatch(): Promise<ServerResponse> {
  for (let tries = 0; tries < 300; tries++) {
    const watch = [...watches].at(-1);
    if (watch) {
      return watch;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('nobody watches');
}

/** Slower to make, and no two alike: pods all over the cluster restart. */
function freshEvents(from: number, count: number): Buffer {
  const lines: string[] = [];
  for (let i = from; i < from + count; i++) {
    version += 1;
    const object = realisticPod(1 + ((i * 7919) % (pods - 1)), {
      resourceVersion: version,
      restarts: 1 + (i % 9),
    });
    lines.push(`${JSON.stringify({ type: 'MODIFIED', object })}\n`);
  }
  return Buffer.from(lines.join(''));
}

async function replay(events: number, perSecond: number | undefined) {
  const watch = await openWatch();
  const batch = perSecond ? Math.ceil(perSecond / TICKS_PER_SECOND) : BATCH;
  for (let sent = 0; sent < events; sent += batch) {
    const count = Math.min(batch, events - sent);
    await write(
      watch,
      perSecond ? freshEvents(sent, count) : nextEvents(sent, count),
    );
    if (perSecond) {
      await new Promise(resolve =>
        setTimeout(resolve, 1000 / TICKS_PER_SECOND),
      );
    }
  }
  version += 1;
  const object = realisticPod(0, { resourceVersion: version, restarts: 77 });
  await write(watch, `${JSON.stringify({ type: 'MODIFIED', object })}\n`);
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
    bytesPerPod:
      rendered.reduce((sum, pod) => sum + pod.length, 0) / Math.max(1, pods),
    marker: MARKER,
  });
});
