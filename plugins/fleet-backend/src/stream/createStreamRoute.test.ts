import { ServiceUnavailableError } from '@backstage/errors';
import { podStateCode } from '@panorama/plugin-fleet-common';
import { FakePods, type FakePod } from './__testUtils__/FakePods';
import { FakeAccess } from './__testUtils__/rights';
import { seededRandom } from './__testUtils__/company';
import {
  MAX_PER_USER,
  StreamServer,
  until,
  type Visitor,
} from './__testUtils__/streamServer';
import { MAX_BACKLOG_BYTES } from './Viewer';

const cart: FakePod = {
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'cart-7d9c4-x7k2p',
  workload: 'cart',
  node: 'node-7',
};
const ledger: FakePod = {
  cluster: 'bank-cn',
  namespace: 'vault',
  name: 'ledger-0',
  workload: 'ledger',
  node: 'safe-1',
  image: 'secret/ledger:9',
  reason: 'VeryPrivateReason',
};
const OOM = podStateCode('oom');
const SECRETS = /bank-cn|vault|ledger|safe-1|VeryPrivateReason|4711/;

jest.setTimeout(30_000);

let server: StreamServer;
let pods: FakePods;
const names = ({ table }: Visitor) =>
  [...table.slots()].map(slot => table.nameOf(slot));

beforeEach(async () => {
  pods = new FakePods().put(cart, ledger);
  pods.takeChanges();
  server = await new StreamServer(pods).start();
  server.inventory.setStatuses(
    { name: 'prod-eu', objectsRead: 4712 },
    { name: 'bank-cn', objectsRead: 4711 },
  );
  server.rights.set('ada', new FakeAccess('shop-class', ['prod-eu/shop']));
  server.rights.set('bob', new FakeAccess('vault-class', ['bank-cn/vault']));
  server.rights.set('root', new FakeAccess('all', 'everything'));
});
afterEach(async () => {
  server.shutdown();
  server.abort();
  await server.stop();
});

describe('GET /stream', () => {
  it('shows the picture and then every change at once, through the compression of the root router', async () => {
    const ada = await server.visit('ada');
    expect(ada.response.headers).toMatchObject({
      'content-type': 'application/vnd.panorama.frames',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(ada.response.headers['content-encoding']).toBeUndefined();
    await until(() => ada.table.size === 1, 'the picture is there');
    expect(ada.types()).toEqual([
      'hello',
      'clusters',
      'dictionary',
      'keyframe',
    ]);
    pods.put({ ...cart, state: 'oom' });
    server.inventory.tick();
    await until(() => ada.table.state[0] === OOM, 'the change is there');
  });

  it('would be held back by that compression without its headers', async () => {
    // Shows that the test above can fail: the same server swallows an ordinary stream.
    const response = await server.request(undefined, '/swallowed');
    const chunks: Buffer[] = [];
    response.on('data', chunk => chunks.push(chunk)).on('error', () => {});
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(chunks).toEqual([]);
  });

  it('shows nobody a byte of what another class sees', async () => {
    const [ada, bob, root] = await Promise.all(
      ['ada', 'bob', 'root'].map(user => server.visit(user)),
    );
    pods.put(
      { ...ledger, name: 'ledger-1', state: 'failed' },
      { ...cart, restarts: 2 },
    );
    server.inventory.tick();
    server.inventory.setStatuses(
      { name: 'prod-eu' },
      { name: 'bank-cn', objectsRead: 4711, freshness: 'stale' },
    );
    await until(() => root.table.size === 3, 'the administrator sees all');
    await until(() => names(bob).length === 2, 'bob sees his');
    await until(() => ada.table.restarts[0] === 2, 'ada sees hers');
    expect(ada.text()).toContain('cart');
    expect(ada.text()).not.toMatch(SECRETS);
    expect(bob.text()).not.toMatch(/cart|prod-eu|shop|471/);
    expect(root.text()).toMatch(/4711/);
  });

  it('encodes a class once for all its viewers', async () => {
    const visitors = await Promise.all(
      [1, 2, 3].map(() => server.visit('ada')),
    );
    await until(
      () => visitors.every(({ table }) => table.size === 1),
      'all have the picture',
    );
    expect(
      server.inventory.calls.filter(call => call.startsWith('open')),
    ).toHaveLength(1);
    expect(server.hub.viewers).toBe(3);
  });

  it.each([
    [undefined, 401, 'Sign in first.'],
    ['eve', 403, 'You may not see the fleet.'],
  ])('answers user %s with %i', async (user, status, message) => {
    const response = await server.request(user);
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
    }
    expect(response.statusCode).toBe(status);
    expect(Buffer.concat(chunks).toString()).toContain(message);
    expect(server.hub.viewers).toBe(0);
  });

  it('gives up a class a while after its last viewer has left', async () => {
    const ada = await server.visit('ada');
    await until(() => ada.table.size === 1, 'the picture is there');
    ada.response.destroy();
    await until(() => server.hub.viewers === 0, 'the server noticed');
    server.clock.advance(29_000);
    expect(server.inventory.calls).not.toContain('close shop-class');
    server.clock.advance(1_000);
    expect(server.inventory.calls).toContain('close shop-class');
  });

  it('ends every stream when the server stops, and lets it stop', async () => {
    const [ada, bob] = [await server.visit('ada'), await server.visit('bob')];
    server.shutdown();
    await server.stop();
    await until(() => ada.hasEnded && bob.hasEnded, 'the streams ended');
    expect(ada.effects.at(-1)).toEqual({
      type: 'bye',
      bye: { reason: 'shutdown', retryMs: 1_000 },
    });
  });
});

describe('the rights behind an open stream', () => {
  it('take rows away when they shrink, without a trace', async () => {
    const wide = new FakeAccess('wide', ['prod-eu/shop', 'bank-cn/vault']);
    server.rights.set('ada', wide);
    const ada = await server.visit('ada');
    await until(() => ada.table.size === 2, 'both pods are there');
    server.rights.set('ada', new FakeAccess('shop-class', ['prod-eu/shop']));
    wide.supersede();
    await until(() => ada.table.size === 1, 'one is gone');
    expect(names(ada)).toEqual([cart.name]);
    expect(JSON.stringify(ada.table)).not.toMatch(SECRETS);
    const seen = ada.raw.length;
    pods.put({ ...ledger, state: 'oom' }, { ...cart, state: 'oom' });
    server.inventory.tick();
    await until(
      () => ada.table.state[0] === OOM,
      'changes of the new class arrive',
    );
    expect(Buffer.concat(ada.raw.slice(seen)).toString('latin1')).not.toMatch(
      SECRETS,
    );
  });

  it('are asked for again within a minute, also when nobody says that they changed', async () => {
    const ada = await server.visit('ada');
    await until(() => ada.table.size === 1, 'the picture is there');
    server.rights.delete('ada');
    server.clock.advance(60_000);
    await until(() => ada.hasEnded, 'the stream ended');
    expect(ada.effects.at(-1)).toMatchObject({ bye: { reason: 'revoked' } });
  });

  it('end the stream when nobody can confirm them for a minute, not at the first failure', async () => {
    const ada = await server.visit('ada');
    server.rights.set('ada', new ServiceUnavailableError('no answer'));
    server.clock.advance(45_000);
    await until(() => server.warnings.length === 1, 'the failure is logged');
    expect(server.hub.viewers).toBe(1);
    server.clock.advance(45_000);
    await until(() => ada.hasEnded, 'the stream ended');
    expect(ada.effects.at(-1)).toMatchObject({ bye: { reason: 'shutdown' } });
  });

  it('end before the token does, so that the browser can come with a fresh one', async () => {
    server.expiresAt = new Date(server.clock.now() + 600_000);
    const ada = await server.visit('ada');
    server.clock.advance(569_000);
    await until(() => ada.types().includes('heartbeat'), 'it was still open');
    expect(ada.types()).not.toContain('bye');
    server.clock.advance(1_000);
    await until(() => ada.hasEnded, 'the stream ended');
    expect(ada.effects.at(-1)).toEqual({
      type: 'bye',
      bye: { reason: 'reauth', retryMs: 0 },
    });
  });

  it('show a namespace that is created later', async () => {
    const root = await server.visit('root');
    const ada = await server.visit('ada');
    await until(
      () => root.table.size === 2 && ada.table.size === 1,
      'the pictures are there',
    );
    pods.put({ ...cart, namespace: 'new', name: 'newborn' });
    server.inventory.tick();
    await until(() => root.table.size === 3, 'the administrator sees it');
    expect(ada.text()).not.toContain('newborn');
    expect(
      server.inventory.calls.filter(call => call.startsWith('mask')),
    ).toEqual(['mask all 111']);
  });
});

describe('a slow viewer', () => {
  it('gets a new picture instead of the changes that it missed, and holds nobody up', async () => {
    const random = seededRandom(1);
    for (let at = 0; at < 12_000; at++) {
      pods.put({ ...cart, name: `cart-${at}` });
    }
    server.inventory.tick();
    const [slow, fast] = [await server.visit('ada'), await server.visit('ada')];
    const arePictured = () =>
      [slow, fast].every(({ table }) => table.size === 12_001);
    await until(arePictured, 'both have the picture');

    const before = pictures();
    slow.response.pause();
    // Until the buffers of both kernels are full, and the server holds back.
    for (let held = -1; held !== server.queuedBytes() || held === 0; ) {
      held = server.queuedBytes();
      const seen = fast.effects.length;
      for (const slot of pods.slots()) {
        pods.setRestarts(slot, random() * 2 ** 32);
      }
      server.inventory.tick();
      await until(() => fast.effects.length > seen, 'the fast one has it');
    }
    expect(server.queuedBytes()).toBeLessThanOrEqual(2 * MAX_BACKLOG_BYTES);
    expect(pictures()).toBe(before);

    slow.response.resume();
    await until(() => pictures() > before, 'the slow one asked for a picture');
    pods.put({ ...cart, state: 'oom' });
    server.inventory.tick();
    await until(
      () => [slow, fast].every(({ table }) => table.state.includes(OOM)),
      'both see the last change',
    );
    expect(slow.types().filter(type => type === 'dictionary')).toHaveLength(2);
    expect(deltas(slow)).toBeLessThan(deltas(fast));
    expect(rows(slow)).toEqual(rows(fast));
  }, 120_000);
});

function pictures(): number {
  return server.inventory.calls.filter(call => call.startsWith('keyframe'))
    .length;
}

function deltas(visitor: Visitor): number {
  return visitor.types().filter(type => type === 'delta').length;
}

function rows({ table }: Visitor) {
  return [...table.slots()].map(slot => table.row(slot));
}

describe('the number of streams of one user', () => {
  const fill = () =>
    Promise.all(
      Array.from({ length: MAX_PER_USER }, () => server.visit('ada')),
    );

  it('is limited, in words, with a time to come back; others are not affected', async () => {
    await fill();
    const refused = await server.request('ada');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('30');
    expect(refused.headers['content-type']).toContain('application/json');
    const chunks: Buffer[] = await refused.toArray();
    expect(Buffer.concat(chunks).toString()).toContain(
      'You have 4 fleet pages open',
    );
    expect((await server.request('bob')).statusCode).toBe(200);
    expect(server.hub.viewers).toBe(MAX_PER_USER + 1);
  });

  it('counts only those that are open', async () => {
    const [first] = await fill();
    first.response.destroy();
    await until(() => server.hub.viewers === MAX_PER_USER - 1, 'it has left');
    expect((await server.request('ada')).statusCode).toBe(200);
    expect((await server.request('ada')).statusCode).toBe(429);
  });

  it('has room at once for who is sent away to sign in again', async () => {
    server.expiresAt = new Date(server.clock.now() + 60_000);
    const visitors = await fill();
    server.clock.advance(30_000);
    // As soon as the last frame is there, which is before the connection is gone.
    await until(
      () => visitors.every(visitor => visitor.types().includes('bye')),
      'all were told to come back',
    );
    server.expiresAt = undefined;
    expect((await server.request('ada')).statusCode).toBe(200);
  });

  it('is not used up by those who may not see the fleet', async () => {
    for (let i = 0; i <= MAX_PER_USER; i += 1) {
      expect((await server.request('eve')).statusCode).toBe(403);
    }
    server.rights.set('eve', new FakeAccess('shop-class', ['prod-eu/shop']));
    expect((await server.request('eve')).statusCode).toBe(200);
  });
});
