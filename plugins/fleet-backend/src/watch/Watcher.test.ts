import { WHOLE, type Fields } from '../decode/selectJson';
import { Gate } from './Gate';
import type { ListMethod, WatchAction } from './states';
import { MAX_REFUSALS } from './step';
import { ManualClock, ScriptedTransport, settle } from './testUtils/scripted';
import { MAX_SILENCE_MS } from './readAll';
import { Watcher } from './Watcher';

const item = (name: string, resourceVersion: string) => ({
  metadata: { name, uid: name, resourceVersion },
});
const event = (type: string, name: string, resourceVersion: string) => ({
  type,
  object: item(name, resourceVersion),
});
const bookmark = (resourceVersion: string, ends = false) => ({
  type: 'BOOKMARK',
  object: {
    metadata: {
      resourceVersion,
      ...(ends && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
    },
  },
});
const status = (code: number, message = '') => ({
  kind: 'Status',
  code,
  message,
});

const LONGER_THAN_A_BACKOFF_MS = 15_000;

const IDENTITY: Fields = {
  metadata: { name: WHOLE, uid: WHOLE, resourceVersion: WHOLE },
};

function start(options: { method?: ListMethod; fields?: Fields } = {}) {
  const transport = new ScriptedTransport();
  const clock = new ManualClock();
  const end = new AbortController();
  const said: string[] = [];
  const objects = new Map<string, string>();
  let listed: Set<string> | undefined;
  const actions: WatchAction[] = [];
  let method: ListMethod = options.method ?? 'watchList';
  const watcher = new Watcher({
    path: '/api/v1/things',
    fields: options.fields ?? IDENTITY,
    target: {
      begin: () => {
        listed = new Set();
      },
      put: ({ metadata }) => {
        objects.set(metadata.name, metadata.resourceVersion);
        listed?.add(metadata.name);
      },
      delete: ({ metadata }) => {
        objects.delete(metadata.name);
      },
      commit: () => {
        for (const name of [...objects.keys()]) {
          if (!listed?.has(name)) {
            objects.delete(name);
          }
        }
      },
      drop: () => objects.clear(),
    },
    transport,
    clock,
    gate: new Gate(1),
    listMethod: () => method,
    onAction: action => {
      actions.push(action);
      if (action === 'noWatchList') {
        method = 'pages';
      }
    },
    onState: state => said.push(state.name),
    onBytes: () => {},
  });
  const running = watcher.run(end.signal);
  const stop = async () => {
    end.abort();
    await clock.advance(0);
    // Requests that nobody answered reject, as the real transport's do on abort.
    while (transport.openRequests > 0) {
      transport.refuse(new Error('aborted'));
    }
    await running;
  };
  return { watcher, transport, clock, objects, actions, said, stop };
}

/** A watcher that has listed `a` and `b` at 100 and watches. */
async function watching() {
  const run = start();
  await settle();
  const answer = run.transport
    .answer()
    .send(
      event('ADDED', 'a', '90'),
      event('ADDED', 'b', '95'),
      bookmark('100', true),
    );
  await settle();
  expect(run.watcher.state.name).toBe('watching');
  return { ...run, answer };
}

describe('a watcher', () => {
  it('streams the list and goes on in the same answer', async () => {
    const { transport, objects, answer, stop } = await watching();
    expect(transport.last.query).toMatchObject({
      watch: '1',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: 'true',
    });
    answer.send(
      event('MODIFIED', 'a', '101'),
      event('DELETED', 'b', '102'),
      event('ADDED', 'c', '103'),
    );
    await settle();
    expect([...objects]).toEqual([
      ['a', '101'],
      ['c', '103'],
    ]);
    expect(transport.requests).toHaveLength(1);
    await stop();
  });

  it.each<[string, Fields | true]>([
    ['some', { 'example.com/one': WHOLE }],
    ['all', WHOLE],
  ])(
    'sees the end of the list also of kinds that keep %s annotations',
    async (_, annotations) => {
      const run = start({
        fields: { metadata: { ...(IDENTITY.metadata as Fields), annotations } },
      });
      await settle();
      run.transport
        .answer()
        .send(event('ADDED', 'a', '90'), bookmark('100', true));
      await settle();
      expect(run.watcher.state).toMatchObject({
        name: 'watching',
        resourceVersion: '100',
      });
      await run.stop();
    },
  );

  it('reads events from chunks of one byte', async () => {
    const { objects, answer, stop } = await watching();
    answer.send(...`${JSON.stringify(event('ADDED', 'c', '101'))}\n`);
    await settle();
    await settle();
    expect(objects.get('c')).toBe('101');
    await stop();
  });

  it('pages the list where the server knows no WatchList, and remembers that', async () => {
    const { transport, objects, actions, stop } = start();
    await settle();
    transport
      .answer({ status: 422 })
      .send(status(422, 'sendInitialEvents is forbidden'))
      .close();
    await settle();
    expect(actions).toContain('noWatchList');
    expect(transport.last.query).toEqual({ limit: '500' });
    transport
      .answer()
      .send({
        metadata: { resourceVersion: '100', continue: 'next' },
        items: [item('a', '1'), item('b', '2')],
      })
      .close();
    await settle();
    expect(transport.last.query).toEqual({ limit: '500', continue: 'next' });
    transport
      .answer()
      .send({ metadata: { resourceVersion: '100' }, items: [item('c', '3')] })
      .close();
    await settle();
    expect([...objects.keys()]).toEqual(['a', 'b', 'c']);
    expect(transport.last.query).toMatchObject({
      watch: '1',
      resourceVersion: '100',
    });
    const { timeoutSeconds } = transport.last.query!;
    expect(Number(timeoutSeconds)).toBeGreaterThanOrEqual(300);
    expect(Number(timeoutSeconds)).toBeLessThanOrEqual(600);
    await stop();
  });

  it('starts a list over when its continue token is too old', async () => {
    const { transport, clock, objects, stop } = start({ method: 'pages' });
    await settle();
    transport
      .answer()
      .send({
        metadata: { resourceVersion: '1', continue: 'old' },
        items: [item('gone', '1')],
      })
      .close();
    await settle();
    transport.answer({ status: 410 }).send(status(410)).close();
    await clock.advance(2_000);
    expect(transport.last.query).toEqual({ limit: '500' });
    transport
      .answer()
      .send({ metadata: { resourceVersion: '9' }, items: [item('a', '8')] })
      .close();
    await settle();
    expect([...objects.keys()]).toEqual(['a']);
    await stop();
  });

  it.each([
    [
      'as an event',
      (run: Awaited<ReturnType<typeof watching>>) =>
        run.answer.send({ type: 'ERROR', object: status(410, 'too old') }),
    ],
    [
      'as a status',
      (run: Awaited<ReturnType<typeof watching>>) => {
        run.answer.close();
        return run.clock
          .advance(300)
          .then(() =>
            run.transport.answer({ status: 410 }).send(status(410)).close(),
          );
      },
    ],
  ])(
    'lists anew after 410 %s, without emptying readers meanwhile',
    async (_, fail) => {
      const run = await watching();
      await fail(run);
      await run.clock.advance(2_000);
      expect([...run.objects.keys()]).toEqual(['a', 'b']);
      run.transport
        .answer()
        .send(
          event('ADDED', 'b', '200'),
          event('ADDED', 'd', '201'),
          bookmark('210', true),
        );
      await settle();
      expect([...run.objects]).toEqual([
        ['b', '200'],
        ['d', '201'],
      ]);
      await run.stop();
    },
  );

  it('resumes where it was when the server ends the watch', async () => {
    const { transport, clock, answer, stop } = await watching();
    answer.send(bookmark('150')).close();
    await clock.advance(300);
    expect(transport.last.query).toMatchObject({
      watch: '1',
      resourceVersion: '150',
    });
    expect(transport.last.query).not.toHaveProperty('sendInitialEvents');
    await stop();
  });

  it('resumes before an event that broke off in the middle', async () => {
    const { transport, clock, answer, objects, said, stop } = await watching();
    answer
      .send(event('ADDED', 'c', '101'), '{"type":"ADDED","object":{"meta')
      .close();
    await settle();
    expect(said).toContain('waiting');
    await clock.advance(2_000);
    expect(transport.last.query).toMatchObject({ resourceVersion: '101' });
    expect([...objects.keys()]).toEqual(['a', 'b', 'c']);
    await stop();
  });

  it('gives up an answer that falls silent', async () => {
    const { transport, clock, answer, stop } = await watching();
    await clock.advance(MAX_SILENCE_MS - 1_000);
    expect(transport.requests).toHaveLength(1);
    answer.send(bookmark('110'));
    await clock.advance(MAX_SILENCE_MS - 1_000);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(2_000);
    expect(answer.isLeft).toBe(true);
    expect(transport.last.query).toMatchObject({ resourceVersion: '110' });
    await stop();
  });

  it('waits as long as a throttling server asks', async () => {
    const { transport, clock, answer, stop } = await watching();
    answer.close();
    await clock.advance(300);
    transport
      .answer({ status: 429, retryAfter: '20' })
      .send(status(429))
      .close();
    await clock.advance(19_000);
    expect(transport.requests).toHaveLength(2);
    await clock.advance(1_500);
    expect(transport.requests).toHaveLength(3);
    await stop();
  });

  it('retries a resourceVersion that the server has not reached, then lists anew', async () => {
    const { transport, clock, actions, answer, stop } = await watching();
    answer.close();
    await clock.advance(300);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(transport.last.query).toMatchObject({ resourceVersion: '100' });
      transport
        .answer({ status: 504 })
        .send(status(504, 'Too large resource version: 100, current: 50'))
        .close();
      await clock.advance(10_000);
    }
    expect(actions).toContain('newEpoch');
    expect(transport.last.query).toMatchObject({ sendInitialEvents: 'true' });
    await stop();
  });

  it('lists anew when resourceVersions go back', async () => {
    const { transport, actions, answer, stop } = await watching();
    answer.send(event('MODIFIED', 'a', '50'));
    await settle();
    expect(actions).toContain('newEpoch');
    expect(transport.last.query).toMatchObject({ sendInitialEvents: 'true' });
    await stop();
  });

  it('asks for new credentials on 401 and goes on as soon as they are there', async () => {
    const { watcher, transport, clock, actions, answer, objects, stop } =
      await watching();
    answer.close();
    await clock.advance(300);
    transport.answer({ status: 401 }).send(status(401)).close();
    await settle();
    expect(actions).toContain('askForCredentials');
    expect(objects.size).toBe(2);
    watcher.credentialsChanged();
    await settle();
    expect(transport.requests).toHaveLength(3);
    expect(transport.last.query).toMatchObject({ resourceVersion: '100' });
    await stop();
  });

  it('drops what it had when the right to read is withdrawn, and asks again later', async () => {
    const { watcher, transport, clock, answer, objects, stop } =
      await watching();
    answer.close();
    await clock.advance(300);
    for (let refusal = 0; refusal <= MAX_REFUSALS; refusal += 1) {
      expect(objects.size).toBe(2);
      transport
        .answer({ status: 403 })
        .send(status(403, 'pods is forbidden'))
        .close();
      await settle();
      await clock.advance(LONGER_THAN_A_BACKOFF_MS);
    }
    expect(objects.size).toBe(0);
    expect(watcher.state).toMatchObject({
      name: 'missing',
      reason: 'forbidden',
    });
    await clock.advance(5 * 60_000);
    expect(transport.last.query).toMatchObject({ sendInitialEvents: 'true' });
    await stop();
  });

  it('says that a web page is not an API server', async () => {
    const { watcher, transport, stop } = start();
    await settle();
    transport
      .answer({ contentType: 'text/html' })
      .send('<html>Sign in</html>')
      .close();
    await settle();
    expect(watcher.state).toMatchObject({
      name: 'waiting',
      cause: {
        type: 'notKubernetes',
        message: expect.stringContaining('text/html'),
      },
    });
    await stop();
  });

  it('keeps its picture while the server cannot be reached, and waits longer each time', async () => {
    const { transport, clock, answer, objects, watcher, stop } =
      await watching();
    answer.break(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    const waits: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await settle();
      waits.push(watcher.nextTryAt! - clock.now());
      await clock.advance(31_000);
      transport.refuse(
        Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
      );
    }
    expect(objects.size).toBe(2);
    // 800 ms doubled up to 30 s, of which the clock's chance takes three quarters.
    expect(waits).toEqual([600, 1200, 2400, 4800, 9600, 19200, 22500, 22500]);
    await stop();
  });

  it('ends at once when it is told to', async () => {
    const { answer, stop } = await watching();
    await stop();
    expect(answer.isLeft).toBe(true);
  });
});
