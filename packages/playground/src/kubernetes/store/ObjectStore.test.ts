import fc from 'fast-check';
import { storedObject, type StoredObject } from '../KubeObject';
import { numberedObjects } from './BaseObjects';
import { ObjectStore } from './ObjectStore';

const KIND = 'configmaps';

function configMap(namespace: string, name: string, value = ''): StoredObject {
  return storedObject({
    metadata: { namespace, name, uid: `${namespace}-${name}` },
    data: { value },
  });
}

const place = ({ namespace, name }: StoredObject) => `${namespace}/${name}`;

/** The content as plain values: place → what the object says. */
function contentOf(objects: Iterable<StoredObject>): Record<string, unknown> {
  return Object.fromEntries(
    [...objects].map(it => [
      place(it),
      (it.render() as { data: unknown }).data,
    ]),
  );
}

const base = numberedObjects({
  namespaces: ['a', 'b'],
  perNamespace: 3,
  name: number => `n${number}`,
  object: (namespace, name) => configMap(namespace, name, 'base'),
});

const operation = fc.record({
  namespace: fc.constantFrom('a', 'b', 'c'),
  name: fc.constantFrom('n0', 'n1', 'n2', 'n-1', 'z'),
  value: fc.option(fc.string({ maxLength: 3 })),
});

describe('an object store', () => {
  it.each([
    ['empty', false],
    ['above a base population', true],
  ])('remembers every state within its history, %s', (_title, withBase) => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), operations => {
        const store = new ObjectStore();
        if (withBase) store.provideBase(KIND, base);
        const states = new Map([
          [store.resourceVersion, contentOf(store.list(KIND))],
        ]);
        for (const { namespace, name, value } of operations) {
          if (value === null) store.delete(KIND, namespace, name);
          else store.upsert(KIND, configMap(namespace, name, value));
          states.set(store.resourceVersion, contentOf(store.list(KIND)));
        }
        for (const [resourceVersion, expected] of states) {
          const snapshot = store.snapshotAt(KIND, resourceVersion);
          const versions = [...(snapshot?.range() ?? [])];
          expect(contentOf(versions.map(it => it.object))).toEqual(expected);
          expect(snapshot?.count()).toBe(versions.length);
          const places = versions.map(it => place(it.object));
          expect(places).toEqual([...places].sort());
        }
      }),
    );
  });

  it('leads from any remembered state to the present by its events', () => {
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 40 }),
        fc.nat(40),
        (operations, back) => {
          const store = new ObjectStore();
          store.provideBase(KIND, base);
          let from = store.resourceVersion;
          let replayed = contentOf(store.list(KIND));
          operations.forEach(({ namespace, name, value }, index) => {
            if (index === back) {
              from = store.resourceVersion;
              replayed = contentOf(store.list(KIND));
            }
            if (value === null) store.delete(KIND, namespace, name);
            else store.upsert(KIND, configMap(namespace, name, value));
          });
          const events = store.table(KIND).eventsAfter(from, Infinity);
          if (events === 'expired')
            throw new Error('the history is long enough');
          for (const event of events) {
            const key = place(event.current.object);
            expect(event.type === 'ADDED').toBe(!(key in replayed));
            if (event.type === 'DELETED') delete replayed[key];
            else Object.assign(replayed, contentOf([event.current.object]));
          }
          expect(replayed).toEqual(contentOf(store.list(KIND)));
        },
      ),
    );
  });

  it('orders objects as etcd orders their keys', () => {
    const store = new ObjectStore();
    for (const [namespace, name] of [
      ['a-b', 'x'],
      ['a', 'y'],
      ['a.b', 'x'],
      ['a', 'b-c'],
      ['a', 'b'],
    ]) {
      store.upsert(KIND, configMap(namespace, name));
    }
    expect([...store.list(KIND)].map(place)).toEqual([
      'a-b/x',
      'a.b/x',
      'a/b',
      'a/b-c',
      'a/y',
    ]);
  });

  it('forgets changes beyond its history size, and says so', () => {
    const store = new ObjectStore({ historySize: 3 });
    const start = store.resourceVersion;
    for (let i = 0; i < 10; i += 1) store.upsert(KIND, configMap('a', `n${i}`));
    const table = store.table(KIND);
    expect(table.eventsAfter(start, 100)).toBe('expired');
    expect(table.eventsAfter(store.resourceVersion - 4, 100)).toBe('expired');
    expect(table.eventsAfter(store.resourceVersion - 3, 100)).toHaveLength(3);
    expect(store.snapshotAt(KIND, start)).toBeUndefined();
  });

  it('keeps a remembered page readable until it compacts', () => {
    const store = new ObjectStore({ historySize: 1 });
    store.upsert(KIND, configMap('a', 'x', '1'));
    const snapshot = store.snapshot(KIND);
    store.table(KIND).remember(snapshot);
    for (const value of ['2', '3', '4'])
      store.upsert(KIND, configMap('a', 'x', value));
    expect(store.snapshotAt(KIND, snapshot.resourceVersion)).toBe(snapshot);
    store.compact();
    expect(store.snapshotAt(KIND, snapshot.resourceVersion)).toBeUndefined();
  });

  it('goes back in content and number when it is restored', () => {
    const store = new ObjectStore();
    const early = store.upsert(KIND, configMap('a', 'x', '1'));
    store.upsert(KIND, configMap('a', 'x', '2'));
    store.upsert(KIND, configMap('a', 'y', '1'));
    store.restore(early);
    expect(store.resourceVersion).toBe(early);
    expect(contentOf(store.list(KIND))).toEqual({ 'a/x': { value: '1' } });
    expect(() => store.restore(1)).toThrow(
      /cannot restore configmaps to resourceVersion 1/,
    );
  });

  it('tells who changed what', () => {
    const store = new ObjectStore();
    const heard: unknown[] = [];
    const stop = store.onChange(({ kindId, origin, event }) =>
      heard.push([kindId, origin, event.type]),
    );
    store.upsert(KIND, configMap('a', 'x'));
    store.upsert(KIND, configMap('a', 'x', '2'), 'api');
    store.delete(KIND, 'a', 'x');
    stop();
    store.upsert(KIND, configMap('a', 'x'));
    expect(heard).toEqual([
      [KIND, 'model', 'ADDED'],
      [KIND, 'api', 'MODIFIED'],
      [KIND, 'model', 'DELETED'],
    ]);
  });

  it('names the kinds that it has when asked for another', () => {
    expect(() => new ObjectStore().snapshot('unicorns.example')).toThrow(
      /no kind "unicorns.example".*known: namespaces/s,
    );
  });
});
