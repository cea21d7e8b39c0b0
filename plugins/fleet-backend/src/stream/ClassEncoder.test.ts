import fc from 'fast-check';
import { applyFrame, PodTable, quantise } from '@panorama/plugin-fleet-common';
import { createClassEncoder } from './ClassEncoder';
import { FakePods, type FakePod } from './__testUtils__/FakePods';
import { payloadsOf, picture, show, textOf } from './__testUtils__/viewing';

const cart = (more: Partial<FakePod> = {}): FakePod => ({
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'cart-7d9c4-x7k2p',
  workload: 'cart',
  node: 'node-7',
  cpu: 120,
  memory: 4000,
  ...more,
});
const ledger = (more: Partial<FakePod> = {}): FakePod => ({
  cluster: 'bank-cn',
  namespace: 'vault',
  name: 'ledger-0',
  workload: 'ledger',
  kind: 'StatefulSet',
  node: 'safe-1',
  image: 'secret/ledger:9',
  reason: 'VeryPrivateReason',
  ...more,
});
const SECRETS = /bank-cn|vault|ledger|safe-1|VeryPrivateReason/;

function viewing(pods: FakePods, ...visible: string[]) {
  pods.takeChanges();
  const encoder = createClassEncoder({
    reader: pods,
    mask: pods.maskOf(...visible),
    clusters: [],
    firstEpoch: 1,
  });
  const table = new PodTable();
  show(table, encoder.keyframe(0));
  return {
    encoder,
    table,
    tick: () => {
      const frames = encoder.tick(pods.takeChanges(), 0);
      return { frames, effects: show(table, frames) };
    },
  };
}

describe('the numbering of an access class', () => {
  it('is another one in every thread: changes of a new one do not fit onto the picture of an old one', () => {
    const pods = new FakePods().put(cart());
    const { table } = viewing(pods, 'prod-eu/shop');
    // The thread died; its successor numbers the same rows anew.
    const mask = pods.maskOf('prod-eu/shop');
    const successor = createClassEncoder({
      reader: pods,
      mask,
      clusters: [],
      firstEpoch: 4711,
    });
    pods.put(cart({ state: 'oom' }));
    const late = successor.tick(pods.takeChanges(), 0);
    expect(() => show(table, late)).toThrow('came after');
    show(table, successor.keyframe(0));
    expect(table.row(0)).toMatchObject({ state: 1 });
  });
});

describe('the frames of an access class', () => {
  it('show a new viewer every pod that the class may see', () => {
    const pods = new FakePods().put(
      cart(),
      cart({ name: 'cart-7d9c4-aaaaa' }),
      ledger(),
    );
    const { table } = viewing(pods, 'prod-eu/shop');
    expect(table.size).toBe(2);
    expect(table.row(0)).toMatchObject({
      name: 'cart-7d9c4-x7k2p',
      state: 9,
      createdAt: 1_700_000_000,
      cpuUsage: quantise(120, 1),
      memoryUsage: quantise(4000 * 4096, 4096),
    });
    expect(table.namespaceOf(0)).toEqual({ cluster: 0, name: 'shop' });
    expect(table.clusters).toEqual(['prod-eu']);
  });

  it('follow pods that come, change and go', () => {
    const pods = new FakePods().put(cart());
    const { table, tick } = viewing(pods, 'prod-eu/shop');
    pods.put(
      cart({
        state: 'crashloop',
        reason: 'CrashLoopBackOff',
        readyContainers: 0,
      }),
    );
    pods.put(cart({ name: 'cart-7d9c4-bbbbb', node: 'node-8' }));
    const { effects } = tick();
    expect(effects.map(({ type }) => type)).toEqual(['dictionary', 'delta']);
    expect(table.reasons[table.row(0)!.reason]).toBe('CrashLoopBackOff');
    expect(table.row(1)).toMatchObject({ name: 'cart-7d9c4-bbbbb', node: 1 });
    pods.delete(cart());
    tick();
    expect(table.size).toBe(1);
  });

  it('cost nothing for a change that came and went, or that usage bytes do not show', () => {
    const pods = new FakePods().put(cart());
    const { tick } = viewing(pods, 'prod-eu/shop');
    pods.put(cart({ state: 'notready' })).put(cart({ cpu: 121 }));
    expect(tick().frames).toEqual([]);
  });

  it('show a renamed row under its old id', () => {
    const pods = new FakePods().put(cart());
    const { table, tick } = viewing(pods, 'prod-eu/shop');
    pods.rename(
      { workload: 'cart', namespace: 'shop', owner: 'group:default/shop' },
      'prod-eu',
    );
    expect(tick().effects.map(({ type }) => type)).toEqual(['dictionary']);
    expect(table.workloads).toEqual([
      {
        namespace: 0,
        kind: 'Deployment',
        name: 'cart',
        owner: 'group:default/shop',
      },
    ]);
  });

  it('do not show two pods in one slot when a pod makes room for another within a tick', () => {
    const pods = new FakePods().put(cart());
    const { table, tick } = viewing(pods, 'prod-eu/shop');
    pods.delete(cart()).put(cart({ name: 'cart-7d9c4-ccccc' }));
    const { effects } = tick();
    expect(effects).toEqual([
      expect.objectContaining({
        removed: Uint32Array.of(0),
        added: Uint32Array.of(1),
      }),
    ]);
    expect(table.nameOf(1)).toBe('cart-7d9c4-ccccc');
    pods.put(cart({ name: 'cart-7d9c4-ddddd' }));
    tick();
    // Now the hole may be used: the table stays short.
    expect(table.nameOf(0)).toBe('cart-7d9c4-ddddd');
  });

  it('introduce a cluster that appears later', () => {
    const pods = new FakePods().put(
      cart(),
      cart({ cluster: 'prod-us', name: 'x' }),
    );
    pods.delete(cart({ cluster: 'prod-us', name: 'x' }));
    const { table, tick } = viewing(pods, 'prod-eu/shop', 'prod-us/shop');
    expect(table.clusters).toEqual(['prod-eu']);
    pods.put(cart({ cluster: 'prod-us' }));
    expect(tick().effects.map(({ type }) => type)).toEqual([
      'dictionary',
      'keyframe',
    ]);
    pods.put(cart({ cluster: 'prod-us', state: 'oom' }));
    expect(tick().effects.map(({ type }) => type)).toEqual(['delta']);
    expect(table.clusters).toEqual(['prod-eu', 'prod-us']);
  });
});

describe('what another team runs', () => {
  it('is in no byte: no word, no id, no number that counts it', () => {
    const alone = new FakePods().put(cart());
    const among = new FakePods().put(
      ledger(),
      cart(),
      ledger({ name: 'ledger-1' }),
    );
    const one = viewing(alone, 'prod-eu/shop');
    const other = viewing(among, 'prod-eu/shop');
    const bytes = [...other.encoder.keyframe(0)];
    expect(bytes).toEqual(one.encoder.keyframe(0));
    for (const [pods, { tick }] of [
      [alone, one],
      [among, other],
    ] as const) {
      pods.put(
        ledger({ name: 'ledger-2', state: 'oom' }),
        cart({ restarts: 3 }),
      );
      bytes.push(...tick().frames);
    }
    expect(textOf(...bytes)).toContain('cart');
    expect(textOf(...bytes)).not.toMatch(SECRETS);
  });

  it('does not wake a viewer when it changes', () => {
    const pods = new FakePods().put(cart(), ledger());
    const { tick } = viewing(pods, 'prod-eu/shop');
    pods
      .put(ledger({ state: 'failed' }))
      .put(ledger({ name: 'ledger-1' }))
      .delete(ledger());
    expect(tick().frames).toEqual([]);
  });

  it('stays hidden in a namespace that is newer than the mask', () => {
    const pods = new FakePods().put(cart());
    const { tick } = viewing(pods, 'prod-eu/shop');
    pods.put(ledger());
    expect(tick().frames).toEqual([]);
  });

  it('leaves the viewer completely when the mask loses it', () => {
    const pods = new FakePods().put(ledger(), cart());
    const { encoder, table } = viewing(pods, 'prod-eu/shop', 'bank-cn/vault');
    expect(table.size).toBe(2);
    const frames = encoder.setMask(pods.maskOf('prod-eu/shop'), 0);
    expect(textOf(...frames)).not.toMatch(SECRETS);
    show(table, frames);
    expect(table.size).toBe(1);
    expect(JSON.stringify(table)).not.toMatch(SECRETS);
    // A delta of the old numbering would not be taken for one of the new.
    expect(table.cursors[0]?.epoch).toBe(2);
    // A viewer who comes now cannot even see that ids are missing.
    const fresh = viewing(new FakePods().put(cart()), 'prod-eu/shop').table;
    expect({ ...table, cursors: [] }).toEqual({ ...fresh, cursors: [] });
  });

  it('leaves no text behind when its last pod has gone', () => {
    const pods = new FakePods().put(ledger(), cart());
    const { encoder, tick } = viewing(pods, 'prod-eu/shop', 'bank-cn/vault');
    pods.delete(ledger());
    tick();
    // Clusters and namespaces keep their ids; everything below them is gone.
    expect(textOf(...encoder.keyframe(0))).not.toMatch(
      /ledger|safe-1|VeryPrivateReason/,
    );
  });

  it('is added, and nothing else is sent again, when the mask gains it', () => {
    const pods = new FakePods().put(ledger(), cart());
    const { encoder, table } = viewing(pods, 'prod-eu/shop');
    const frames = encoder.setMask(
      pods.maskOf('prod-eu/shop', 'bank-cn/vault'),
      0,
    );
    expect(textOf(...frames)).not.toContain('cart');
    show(table, frames);
    expect(table.size).toBe(2);
  });
});

const names = ['a-0', 'a-1', 'b-x', 'c'];
const podArbitrary: fc.Arbitrary<FakePod> = fc.record({
  cluster: fc.constantFrom('prod-eu', 'prod-us'),
  namespace: fc.constantFrom('shop', 'vault'),
  name: fc.constantFrom(...names),
  workload: fc.constantFrom('a', 'b', undefined),
  node: fc.constantFrom('n1', 'n2', undefined),
  image: fc.constantFrom('i:1', 'i:2', undefined),
  state: fc.constantFrom('running', 'oom', 'starting'),
  reason: fc.constantFrom('Error', 'OOMKilled', undefined),
  restarts: fc.nat({ max: 300 }),
  cpu: fc.option(fc.nat({ max: 2000 }), { nil: undefined }),
});
const namespaces = [
  'prod-eu/shop',
  'prod-eu/vault',
  'prod-us/shop',
  'prod-us/vault',
];
const stepArbitrary = fc.oneof(
  { weight: 5, arbitrary: podArbitrary.map(pod => ({ put: pod })) },
  { weight: 3, arbitrary: podArbitrary.map(pod => ({ delete: pod })) },
  { weight: 4, arbitrary: fc.constant({ tick: true as const }) },
  { weight: 1, arbitrary: fc.subarray(namespaces).map(mask => ({ mask })) },
  { weight: 1, arbitrary: fc.constant({ join: true as const }) },
);

it('shows old and new viewers the same, after any changes of pods and rights', () => {
  fc.assert(
    fc.property(fc.array(stepArbitrary, { maxLength: 60 }), steps => {
      const pods = new FakePods();
      // So that the masks can name all four.
      namespaces.forEach(path => {
        const [cluster, namespace] = path.split('/');
        pods.put({ cluster, namespace, name: 'first' });
      });
      pods.takeChanges();
      let visible = ['prod-eu/shop'];
      const encoder = createClassEncoder({
        reader: pods,
        mask: pods.maskOf(...visible),
        clusters: [],
        firstEpoch: 1,
      });
      const tables = [new PodTable()];
      const join = (table: PodTable) => show(table, encoder.keyframe(0));
      const send = (frames: Uint8Array[]) => {
        const payloads = payloadsOf(...frames);
        tables.forEach(table =>
          payloads.forEach(frame => applyFrame(table, frame)),
        );
      };
      const tick = () => send(encoder.tick(pods.takeChanges(), 0));
      join(tables[0]);
      for (const step of steps) {
        if ('put' in step) {
          pods.put(step.put);
        } else if ('delete' in step) {
          pods.delete(step.delete);
        } else if ('mask' in step) {
          visible = step.mask;
          send(encoder.setMask(pods.maskOf(...visible), 0));
        } else if ('join' in step) {
          tick();
          tables.push(new PodTable());
          join(tables[tables.length - 1]);
        } else {
          tick();
        }
      }
      tick();
      // The slow way: a class that is new has no history.
      const fresh = new PodTable();
      const other = createClassEncoder({
        reader: pods,
        mask: pods.maskOf(...visible),
        clusters: [],
        firstEpoch: 1,
      });
      show(fresh, other.keyframe(0));
      const expected = picture(fresh);
      expect(expected).toHaveLength(
        [...pods.slots({ namespaceMask: pods.maskOf(...visible) })].length,
      );
      tables.forEach(table => expect(picture(table)).toEqual(expected));
    }),
    { numRuns: 300 },
  );
});
