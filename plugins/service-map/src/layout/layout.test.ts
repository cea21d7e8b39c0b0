import ELK from 'elkjs';
import fc from 'fast-check';
import {
  gridPositions,
  layeredGraph,
  positionsOf,
  type LayoutBox,
  type Point,
} from './layered';
import { settle } from './settle';

const box = (id: string, column?: number): LayoutBox => ({
  id,
  width: 180,
  height: 96,
  column,
});
const line = (from: string, to: string) => ({ id: `${from}>${to}`, from, to });

function overlaps(a: LayoutBox & Point, b: LayoutBox & Point) {
  return (
    a.x < b.x + b.width &&
    b.x < a.x + a.width &&
    a.y < b.y + b.height &&
    b.y < a.y + a.height
  );
}

describe('a layered layout', () => {
  it('runs from left to right, column by column, whatever calls back', async () => {
    const boxes = [box('data', 2), box('api', 1), box('gateway', 0)];
    const answer = await new ELK().layout(
      layeredGraph(boxes, [
        line('gateway', 'api'),
        line('api', 'data'),
        line('data', 'api'),
      ]),
    );
    const at = positionsOf(answer);
    expect(at.get('gateway')!.x).toBeLessThan(at.get('api')!.x);
    expect(at.get('api')!.x).toBeLessThan(at.get('data')!.x);
  });

  it('has a grid to fall back on that covers nothing', () => {
    const boxes = Array.from({ length: 30 }, (_, n) => box(`b${n}`, n % 3));
    const at = gridPositions(boxes);
    const placed = boxes.map(each => ({ ...each, ...at.get(each.id)! }));
    for (const a of placed) {
      for (const b of placed) {
        expect(a !== b && overlaps(a, b)).toBe(false);
      }
    }
  });
});

describe('a refresh', () => {
  const points = fc.record({ x: fc.nat(2000), y: fc.nat(2000) });
  const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), {
    minLength: 1,
  });

  it('moves nothing that is on screen', () => {
    fc.assert(
      fc.property(ids, ids, points, (before, after, shift) => {
        const onScreen = gridPositions(before.map(id => box(id)));
        const wanted = new Map(
          [...gridPositions(after.map(id => box(id)))].map(([id, { x, y }]) => [
            id,
            { x: x + shift.x, y: y + shift.y },
          ]),
        );
        const settled = settle(
          after.map(id => box(id)),
          onScreen,
          wanted,
        );
        for (const id of after.filter(each => before.includes(each))) {
          expect(settled.get(id)).toEqual(onScreen.get(id));
        }
      }),
    );
  });

  it('shifts only what a group that was opened would cover', () => {
    const onScreen = new Map([
      ['opened', { x: 0, y: 0 }],
      ['below', { x: 0, y: 120 }],
      ['beside', { x: 600, y: 0 }],
    ]);
    const boxes = [
      { ...box('opened'), width: 400, height: 300 },
      box('below'),
      box('beside'),
    ];
    const at = settle(boxes, onScreen, new Map());
    expect(at.get('opened')).toEqual({ x: 0, y: 0 });
    expect(at.get('beside')).toEqual({ x: 600, y: 0 });
    expect(at.get('below')!.y).toBeGreaterThanOrEqual(300);
  });

  it('puts what is new where it covers nothing', () => {
    const onScreen = new Map([
      ['a', { x: 0, y: 0 }],
      ['b', { x: 0, y: 120 }],
    ]);
    const boxes = [box('a'), box('b'), box('new')];
    const at = settle(boxes, onScreen, new Map([['new', { x: 40, y: 10 }]]));
    const placed = boxes.map(each => ({ ...each, ...at.get(each.id)! }));
    expect(overlaps(placed[2], placed[0])).toBe(false);
    expect(overlaps(placed[2], placed[1])).toBe(false);
  });
});
