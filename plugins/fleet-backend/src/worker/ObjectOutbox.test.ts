import fc from 'fast-check';
import type { FleetObject } from '@panorama/plugin-fleet-node';
import { MainObjectTables } from './MainObjectTables';
import { MAX_OBJECTS_PER_MESSAGE, ObjectOutbox } from './ObjectOutbox';
import type { InventoryNotification, ObjectChange } from './protocol';

type ObjectsMessage = Extract<InventoryNotification, { type: 'objects' }>;

const object = (name: string, uid: string): FleetObject => ({
  cluster: 'a',
  kindId: 'services',
  uid,
  resourceVersion: '1',
  namespace: 'shop',
  name,
  createdAt: 0,
  labels: { app: name },
  fields: {},
});
const put = (name: string, uid = name): ObjectChange => ({
  type: 'put',
  object: object(name, uid),
});
const remove = (name: string): ObjectChange => ({
  type: 'delete',
  namespace: 'shop',
  name,
});

describe('objects on their way to the main thread', () => {
  it('arrive as if every change had been applied at once, however messages are paced', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          type: fc.constant('put' as const),
          name,
          uid: fc.constantFrom('1', '2'),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ type: fc.constant('delete' as const), name }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('list' as const),
          names: fc.uniqueArray(name),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ type: fc.constant('taken' as const) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const tables = new MainObjectTables(['services']);
        let underWay: ObjectsMessage | undefined;
        const outbox = new ObjectOutbox(message => {
          expect(underWay).toBeUndefined();
          underWay = message;
        });
        const take = () => {
          if (underWay) {
            tables.apply(underWay.cluster, underWay.kindId, underWay.changes);
            underWay = undefined;
            outbox.taken();
          }
        };
        const model = new Map<string, string>();
        for (const change of steps) {
          if (change.type === 'put') {
            outbox.add('a', 'services', put(change.name, change.uid));
            model.set(change.name, change.uid);
          } else if (change.type === 'delete') {
            outbox.add('a', 'services', remove(change.name));
            model.delete(change.name);
          } else if (change.type === 'list') {
            outbox.add('a', 'services', { type: 'begin' });
            change.names.forEach(listed =>
              outbox.add('a', 'services', put(listed, '9')),
            );
            outbox.add('a', 'services', { type: 'commit' });
            model.clear();
            change.names.forEach(listed => model.set(listed, '9'));
          } else {
            outbox.flush();
            take();
          }
        }
        outbox.flush();
        while (underWay) {
          take();
        }
        const held = [...tables.list('services')].map(({ name: key, uid }) => [
          key,
          uid,
        ]);
        expect(Object.fromEntries(held)).toEqual(Object.fromEntries(model));
      }),
      { numRuns: 300 },
    );
  });

  it('come in messages of a bounded size, one at a time', () => {
    const sizes: number[] = [];
    const outbox = new ObjectOutbox(message =>
      sizes.push(message.changes.length),
    );
    for (let i = 0; i < 450; i += 1) {
      outbox.add('a', 'services', put(`s${i}`));
    }
    outbox.flush();
    outbox.flush();
    expect(sizes).toEqual([MAX_OBJECTS_PER_MESSAGE]);
    outbox.taken();
    outbox.taken();
    expect(sizes).toEqual([200, 200, 50]);
  });

  it('wait as one change each, however often they change', () => {
    const outbox = new ObjectOutbox(() => {});
    outbox.add('a', 'services', put('first'));
    outbox.flush();
    for (let i = 0; i < 1000; i += 1) {
      outbox.add('a', 'services', put('busy', String(i)));
    }
    expect(outbox.length).toBe(1);
  });
});

describe('the tables of the main thread', () => {
  it('show old and new objects while a list is under way, and only new ones after it', () => {
    const tables = new MainObjectTables(['services']);
    tables.apply('a', 'services', [put('old')]);
    tables.apply('a', 'services', [{ type: 'begin' }, put('new')]);
    expect(tables.count('services')).toBe(2);
    tables.apply('a', 'services', [{ type: 'commit' }]);
    expect([...tables.list('services')].map(({ name }) => name)).toEqual([
      'new',
    ]);
  });

  it('forget a kind that the cluster stopped to serve, and a cluster that was closed', () => {
    const tables = new MainObjectTables(['services']);
    tables.apply('a', 'services', [put('x')]);
    tables.apply('b', 'services', [put('y')]);
    tables.apply('a', 'services', [{ type: 'drop' }]);
    expect(tables.count('services')).toBe(1);
    expect(tables.dropCluster('b')).toEqual(['services']);
    expect(tables.count('services')).toBe(0);
  });

  it('hold equal label sets once', () => {
    const tables = new MainObjectTables(['services']);
    const labelled = (name: string): ObjectChange => ({
      type: 'put',
      object: { ...object(name, name), labels: { app: 'shop' } },
    });
    tables.apply('a', 'services', [labelled('x'), labelled('y')]);
    const [x, y] = [...tables.list('services')];
    expect(x.labels).toBe(y.labels);
  });
});
