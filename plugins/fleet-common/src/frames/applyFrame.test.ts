import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { applyFrame } from './applyFrame';
import { encodeDelta } from './delta';
import { encodeDictionary } from './dictionary';
import { encodeFrame } from './envelope';
import { FrameError } from './FrameError';
import { encodeKeyframe } from './keyframe';
import { encodeMessage } from './messages';
import { pictureOf, startsPicture } from './picture';
import { NO_ID, PodTable } from './PodTable';
import { FRAMES_PROTOCOL } from './protocol';
import {
  applyAll,
  concat,
  contentOf,
  dictionariesArbitrary,
  encodeDifference,
  podsArbitrary,
  readAll,
  tableArbitrary,
  tableWith,
} from './__testUtils__/tables';

const encodePicture = (table: PodTable) =>
  pictureOf(table).map(({ type, payload }) => encodeFrame(type, payload));

const pod = () => ({
  workload: 0,
  node: 0,
  shape: 0,
  image: 0,
  name: 'cart-7d9c4-x7k2p',
  state: 9,
  reason: NO_ID,
  readyContainers: 1,
  restarts: 0,
  restartsLastHour: 0,
  createdAt: 1_700_000_000,
  cpuUsage: 40,
  memoryUsage: 90,
});
const shop = () => {
  const table = tableWith({
    clusters: ['prod-eu'],
    namespaces: [{ cluster: 0, name: 'shop' }],
    nodes: [{ cluster: 0, name: 'node-7' }],
    workloads: [{ namespace: 0, kind: 'Deployment', name: 'cart' }],
    shapes: [{ qos: 'Burstable', gpus: 0, containers: 1 }],
    images: ['cart:1'],
    reasons: ['CrashLoopBackOff'],
  });
  table.set(3, pod());
  return table;
};
const nothing = { removed: [], added: new Uint32Array(), changed: new Map() };

describe('a picture', () => {
  it('turns any table into an equal one', () => {
    fc.assert(
      fc.property(tableArbitrary, table => {
        const viewer = new PodTable();
        applyAll(viewer, readAll(concat(encodePicture(table))));
        expect(contentOf(viewer)).toEqual(contentOf(table));
        expect(viewer.keyframesToFollow).toBe(0);
      }),
    );
  });

  it('leaves nothing of the picture before', () => {
    fc.assert(
      fc.property(tableArbitrary, tableArbitrary, (old, table) => {
        applyAll(old, readAll(concat(encodePicture(table))));
        expect(contentOf(old)).toEqual(contentOf(table));
      }),
    );
  });

  it('is recognised by its first frame only', () => {
    expect(pictureOf(shop()).map(startsPicture)).toEqual([true, false]);
    const additions = encodeDictionary({ rows: {} });
    expect(startsPicture({ type: 'dictionary', payload: additions })).toBe(
      false,
    );
  });

  it('is complete when its last keyframe has come', () => {
    const table = tableWith({ ...shop(), clusters: ['prod-eu', 'prod-us'] });
    const viewer = new PodTable();
    const waiting = readAll(concat(encodePicture(table))).map(frame => {
      applyAll(viewer, [frame]);
      return viewer.keyframesToFollow;
    });
    expect(waiting).toEqual([2, 1, 0]);
  });
});

describe('deltas', () => {
  it('bring a viewer to the same table as a picture of the end, after any changes', () => {
    fc.assert(
      fc.property(
        dictionariesArbitrary.chain(dictionaries => {
          const empty = tableWith(dictionaries);
          const step = fc.record({
            written: podsArbitrary(empty, 12),
            deleted: fc.array(fc.nat({ max: 80 }), { maxLength: 8 }),
          });
          return fc.record({
            dictionaries: fc.constant(dictionaries),
            steps: fc.array(step, { maxLength: 6 }),
          });
        }),
        ({ dictionaries, steps }) => {
          const truth = tableWith(dictionaries);
          const viewer = new PodTable();
          applyAll(viewer, readAll(concat(encodePicture(truth))));
          for (const { written, deleted } of steps) {
            const before = copyOf(truth);
            // As the encoder does: a slot is not given to another pod within one step.
            deleted.forEach(slot => truth.delete(slot));
            written
              .filter(([slot]) => !before.live[slot] || truth.live[slot])
              .forEach(([slot, row]) => {
                const known = before.row(slot);
                const workload = known?.workload ?? row.workload;
                truth.set(slot, {
                  ...row,
                  workload,
                  name: known?.name ?? row.name,
                });
              });
            truth.cursors = truth.cursors.map(
              cursor => cursor && { ...cursor, sequence: cursor.sequence + 1 },
            );
            for (const payload of encodeDifference(before, truth)) {
              applyFrame(viewer, { type: 'delta', payload });
            }
          }
          const fresh = new PodTable();
          applyAll(fresh, readAll(concat(encodePicture(truth))));
          expect(contentOf(viewer)).toEqual(contentOf(fresh));
          expect(contentOf(viewer)).toEqual(contentOf(truth));
        },
      ),
    );
  });

  it('tell which slots were written, which of them are new and which are gone', () => {
    const viewer = shop();
    viewer.set(5, { ...pod(), name: 'cart-7d9c4-aaaaa' });
    const after = shop();
    after.set(3, { ...pod(), state: 2, reason: 0, readyContainers: 0 });
    after.set(4, { ...pod(), name: 'cart-7d9c4-bbbbb' });
    const effect = applyFrame(viewer, {
      type: 'delta',
      payload: encodeDelta({ cluster: 0, epoch: 1, sequence: 8 }, after, {
        removed: [5],
        added: Uint32Array.of(4),
        changed: new Map([[0b111, [3]]]),
      }),
    });
    expect(effect).toEqual({
      type: 'delta',
      cursor: { cluster: 0, epoch: 1, sequence: 8 },
      changed: Uint32Array.of(4, 3),
      added: Uint32Array.of(4),
      removed: Uint32Array.of(5),
      columns: 0b111,
    });
    expect(viewer.row(3)).toEqual({
      ...pod(),
      state: 2,
      reason: 0,
      readyContainers: 0,
    });
    expect(viewer.row(5)).toBeUndefined();
  });

  it('cost two bytes for a state and its slot, besides the frame', () => {
    const table = shop();
    const cursor = { cluster: 0, epoch: 1, sequence: 8 };
    const one = encodeDelta(cursor, table, {
      ...nothing,
      changed: new Map([[1, [3]]]),
    });
    table.set(4, pod());
    const two = encodeDelta(cursor, table, {
      ...nothing,
      changed: new Map([[1, [3, 4]]]),
    });
    expect(two.length - one.length).toBe(2);
  });
});

describe('damaged or misplaced frames', () => {
  it('throw and leave the table as it was, whichever byte of a payload is wrong', () => {
    let errors = 0;
    fc.assert(
      fc.property(
        tableArbitrary,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (table, position, flip) => {
          const viewer = new PodTable();
          const [dictionary, keyframe] = readAll(concat(encodePicture(table)));
          applyAll(viewer, [dictionary]);
          const before = contentOf(viewer);
          const payload = Uint8Array.from(keyframe.body);
          payload[position % payload.length] ^= flip;
          let error: unknown;
          try {
            applyFrame(viewer, { type: 'keyframe', payload });
          } catch (thrown) {
            error = thrown;
            errors += 1;
          }
          // A state is as good as another one: what is only changed, the checksum finds.
          return (
            error === undefined ||
            (error instanceof FrameError &&
              isDeepStrictEqual(contentOf(viewer), before))
          );
        },
      ),
    );
    expect(errors).toBeGreaterThan(10);
  });

  it('throw and leave the table as it was, wherever a payload is cut', () => {
    fc.assert(
      fc.property(tableArbitrary, fc.nat(), (table, length) => {
        const frames = readAll(concat(encodePicture(table)));
        const viewer = new PodTable();
        for (const frame of frames) {
          const before = contentOf(viewer);
          const payload = frame.body.slice(0, length % frame.body.length);
          expect(() =>
            applyFrame(viewer, { type: frame.type, payload }),
          ).toThrow(FrameError);
          expect(contentOf(viewer)).toEqual(before);
          applyAll(viewer, [frame]);
        }
      }),
    );
  });

  it.each([
    [
      'misses the one before',
      { cluster: 0, epoch: 1, sequence: 9 },
      'came after 1.7',
    ],
    ['comes twice', { cluster: 0, epoch: 1, sequence: 7 }, 'came after 1.7'],
    [
      'is of another numbering',
      { cluster: 0, epoch: 2, sequence: 8 },
      'came after 1.7',
    ],
    [
      'precedes its keyframe',
      { cluster: 1, epoch: 1, sequence: 8 },
      'came after nothing',
    ],
  ])('are refused: a delta that %s', (_, cursor, message) => {
    const payload = encodeDelta(cursor, shop(), nothing);
    expect(() => applyFrame(shop(), { type: 'delta', payload })).toThrow(
      message,
    );
  });

  it.each([
    [
      'removes a pod that is not there',
      { ...nothing, removed: [4] },
      'Slot 4 holds no pod',
    ],
    [
      'changes one that is not there',
      { ...nothing, changed: new Map([[1, [4]]]) },
      'Slot 4 holds no pod',
    ],
    [
      'gives a slot to two pods',
      { ...nothing, added: Uint32Array.of(3) },
      'second pod',
    ],
    [
      'changes and removes a pod',
      { ...nothing, removed: [3], changed: new Map([[1, [3]]]) },
      'changed and removed at once',
    ],
    [
      'changes columns from the future',
      { ...nothing, changed: new Map([[1 << 12, [3]]]) },
      'unknown columns',
    ],
  ])('are refused: a delta that %s', (_, content, message) => {
    const source = shop();
    source.set(4, pod());
    const payload = encodeDelta(
      { cluster: 0, epoch: 1, sequence: 8 },
      source,
      content,
    );
    const viewer = shop();
    expect(() => applyFrame(viewer, { type: 'delta', payload })).toThrow(
      message,
    );
    expect(contentOf(viewer)).toEqual(contentOf(shop()));
  });

  it.each(['workload', 'node', 'shape', 'image', 'reason'] as const)(
    'are refused: a keyframe whose %s is in no dictionary',
    column => {
      const source = shop();
      source.workloads.push({ namespace: 0, kind: 'Pod', name: 'new' });
      source.set(3, { ...pod(), [column]: 1 });
      const payload = encodeKeyframe(
        { cluster: 0, epoch: 1, sequence: 0 },
        source,
        Uint32Array.of(3),
      );
      expect(() => applyFrame(shop(), { type: 'keyframe', payload })).toThrow(
        expect.objectContaining({ code: 'out-of-order' }),
      );
    },
  );

  it('are refused: a dictionary that leaves out an id or refers to nothing', () => {
    const gap = encodeDictionary({
      rows: { images: { ids: [2], rows: ['a'] } },
    });
    expect(() =>
      applyFrame(shop(), { type: 'dictionary', payload: gap }),
    ).toThrow('Entry 2 of images came when only 1 were known');
    const dangling = encodeDictionary({
      reset: { keyframes: 0 },
      rows: { namespaces: { ids: [0], rows: [{ cluster: 0, name: 'shop' }] } },
    });
    const viewer = shop();
    expect(() =>
      applyFrame(viewer, { type: 'dictionary', payload: dangling }),
    ).toThrow('Entry 0 of clusters is used, but only 0 are known');
    expect(contentOf(viewer)).toEqual(contentOf(shop()));
  });
});

describe('messages', () => {
  const hello = {
    protocol: FRAMES_PROTOCOL,
    serverTime: 1,
    heartbeatMs: 15_000,
    accessClass: 'c1',
  };

  it.each([
    ['hello', hello],
    ['heartbeat', { serverTime: 5 }],
    ['bye', { reason: 'reauth', retryMs: 0 }],
    [
      'clusters',
      {
        serverTime: 5,
        clusters: [
          {
            name: 'prod-eu',
            freshness: 'live',
            missingKinds: [],
            hasUsage: true,
          },
        ],
      },
    ],
  ] as const)('%s comes through', (type, message) => {
    const [frame] = readAll(
      encodeFrame(type, encodeMessage(type, message as never)),
    );
    const [effect] = applyAll(new PodTable(), [frame]);
    expect(JSON.parse(JSON.stringify(effect))).toEqual({
      type,
      ...(type === 'heartbeat' ? message : { [type]: message }),
    });
  });

  it.each([
    [
      'hello',
      { ...hello, protocol: 99 },
      'The portal speaks stream protocol 99',
    ],
    ['hello', { ...hello, heartbeatMs: 'soon' }, 'wrong heartbeatMs: "soon"'],
    ['bye', { reason: 'bored', retryMs: 0 }, 'wrong reason: "bored"'],
    ['clusters', { serverTime: 5, clusters: [{}] }, 'wrong clusters'],
    ['heartbeat', null, 'wrong serverTime'],
  ] as const)('%s is refused when it is %j', (type, message, expected) => {
    const payload = encodeMessage(type, message as never);
    expect(() => applyFrame(new PodTable(), { type, payload })).toThrow(
      expected,
    );
  });
});

function copyOf(table: PodTable): PodTable {
  const copy = tableWith(table);
  table.slots().forEach(slot => copy.set(slot, table.row(slot)!));
  return copy;
}
