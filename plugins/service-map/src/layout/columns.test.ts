import fc from 'fast-check';
import { columnPositions } from './columns';
import type { LayoutBox, LayoutLine, Point } from './layered';

const line = (from: string, to: string): LayoutLine => ({
  id: `${from}>${to}`,
  from,
  to,
});

const card = (id: string, column: number): LayoutBox => ({
  id,
  width: 190,
  height: 96,
  column,
});

/** Cards and opened frames in three columns, with any calls between them. */
const estates = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      width: fc.constantFrom(190, 350, 860),
      height: fc.constantFrom(96, 200, 900),
      column: fc.nat(2),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 40 },
  )
  .chain(boxes =>
    fc.record({
      boxes: fc.constant(boxes),
      lines: fc
        .array(
          fc.tuple(
            fc.constantFrom(...boxes.map(({ id }) => id)),
            fc.constantFrom(...boxes.map(({ id }) => id)),
          ),
          { maxLength: 60 },
        )
        .map(calls => calls.map(([from, to]) => line(from, to))),
      seed: fc.integer(),
    }),
  );

function placed(boxes: readonly LayoutBox[], at: Map<string, Point>) {
  return boxes.map(box => ({ ...box, ...at.get(box.id)! }));
}

describe('the columns of the estate', () => {
  it('hold every box, and none covers another', () => {
    fc.assert(
      fc.property(estates, ({ boxes, lines }) => {
        const all = placed(boxes, columnPositions(boxes, lines));
        all.forEach((a, place) =>
          all.slice(place + 1).forEach(b => {
            expect(
              a.x < b.x + b.width &&
                b.x < a.x + a.width &&
                a.y < b.y + b.height &&
                b.y < a.y + a.height,
            ).toBe(false);
          }),
        );
      }),
    );
  });

  it('stand from left to right', () => {
    fc.assert(
      fc.property(estates, ({ boxes, lines }) => {
        const all = placed(boxes, columnPositions(boxes, lines));
        for (const a of all) {
          for (const b of all) {
            if (a.column! < b.column!) {
              expect(a.x + a.width).toBeLessThan(b.x);
            }
          }
        }
      }),
    );
  });

  it('are the same in whatever order boxes and lines come', () => {
    fc.assert(
      fc.property(estates, ({ boxes, lines }) => {
        const at = columnPositions(boxes, lines);
        const again = columnPositions(
          [...boxes].reverse(),
          [...lines].reverse(),
        );
        boxes.forEach(({ id }) => expect(again.get(id)).toEqual(at.get(id)));
      }),
    );
  });

  it('fill a canvas that is wider than high, however many groups there are', () => {
    for (const amount of [12, 25, 60, 150]) {
      const boxes = Array.from({ length: amount }, (_, n) =>
        card(`group ${String(n).padStart(3, '0')}`, n % 3),
      );
      const all = placed(boxes, columnPositions(boxes, []));
      const width = Math.max(...all.map(({ x, width: own }) => x + own));
      const height = Math.max(...all.map(({ y, height: own }) => y + own));
      expect(width / height).toBeGreaterThan(0.9);
      expect(width / height).toBeLessThan(2.2);
    }
  });

  it('are about equally high where one is split', () => {
    for (const amount of [7, 13, 20, 31]) {
      const boxes = Array.from({ length: amount }, (_, n) =>
        card(`group ${n}`, 0),
      );
      const rows = new Map<number, number>();
      for (const { x } of columnPositions(boxes, []).values()) {
        rows.set(x, (rows.get(x) ?? 0) + 1);
      }
      const heights = [...rows.values()];
      expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(2);
    }
  });

  it('put boxes beside what they call, so that lines do not cross', () => {
    const boxes = [
      card('a', 0),
      card('b', 0),
      card('c', 0),
      card('x', 1),
      card('y', 1),
      card('z', 1),
    ];
    const at = columnPositions(boxes, [
      line('a', 'z'),
      line('b', 'y'),
      line('c', 'x'),
    ]);
    const order = (...ids: string[]) =>
      ids.sort((p, q) => at.get(p)!.y - at.get(q)!.y);
    const partner: Record<string, string> = { a: 'z', b: 'y', c: 'x' };
    expect(order('x', 'y', 'z')).toEqual(
      order('a', 'b', 'c').map(id => partner[id]),
    );
  });

  it('put callers left of what they call where a column is split', () => {
    const callers = Array.from({ length: 8 }, (_, n) => card(`z${n}`, 0));
    const called = Array.from({ length: 8 }, (_, n) => card(`a${n}`, 0));
    const at = columnPositions(
      [...callers, ...called],
      callers.map(({ id }, n) => line(id, called[n].id)),
    );
    for (const [n, { id }] of callers.entries()) {
      expect(at.get(id)!.x).toBeLessThanOrEqual(at.get(called[n].id)!.x);
    }
  });

  it('have nothing to place where nothing is', () => {
    expect(columnPositions([], []).size).toBe(0);
  });
});
