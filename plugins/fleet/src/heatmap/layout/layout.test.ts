import fc from 'fast-check';
import { EMPTY } from '../model/placement';
import { layOut, type LaidOut } from '../testing/cells';
import { syntheticTable } from '../testing/syntheticTable';
import type { GroupKey } from '../types';
import type { Arrangement } from './arrange';
import {
  cellRect,
  cellsIn,
  hitTest,
  nodeRect,
  type PixelRect,
} from './hitTest';
import { zoomLadder } from './zoom';

const nestings: GroupKey[][] = [
  ['cluster', 'owner'],
  ['cluster', 'node'],
  ['cluster', 'zone', 'owner'],
  ['cluster'],
  ['workload'],
  ['none'],
];

const scenes = fc.record({
  keys: fc.constantFrom(...nestings),
  pods: fc.integer({ min: 1, max: 1200 }),
  seed: fc.nat(20),
  width: fc.integer({ min: 300, max: 2600 }),
  height: fc.integer({ min: 200, max: 1600 }),
  dpr: fc.constantFrom(1, 1.25, 2),
});

function build(
  scene: typeof scenes extends fc.Arbitrary<infer S> ? S : never,
): LaidOut {
  const table = syntheticTable(scene.pods, scene.seed);
  return layOut(table, scene.keys, scene.width, scene.height, scene.dpr);
}

function overlap(a: PixelRect, b: PixelRect): boolean {
  return (
    a.x < b.x + b.width &&
    b.x < a.x + a.width &&
    a.y < b.y + b.height &&
    b.y < a.y + a.height
  );
}

function inside(inner: PixelRect, outer: PixelRect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function blockOf(arrangement: Arrangement, leaf: number): PixelRect {
  return {
    x: arrangement.leafX[leaf],
    y: arrangement.leafY[leaf],
    width: arrangement.leafCols[leaf] * arrangement.pitch,
    height: arrangement.leafRows[leaf] * arrangement.pitch,
  };
}

describe('layout', () => {
  it('keeps children inside their parents and neighbours apart, at every zoom', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { grouping, fitted, at } = build(scene);
        const ladder = zoomLadder(fitted.pitch, scene.dpr);
        for (const pitch of [
          fitted.pitch,
          ladder[Math.min(4, ladder.length - 1)],
        ]) {
          const arrangement = at(pitch);
          const all = {
            x: 0,
            y: 0,
            width: arrangement.width,
            height: arrangement.height,
          };
          for (const node of grouping.nodes) {
            const outer = node.parent
              ? nodeRect(arrangement, node.parent)
              : all;
            expect(inside(nodeRect(arrangement, node), outer)).toBe(true);
            if (node.leaf >= 0) {
              const block = blockOf(arrangement, node.leaf);
              expect(inside(block, nodeRect(arrangement, node))).toBe(true);
            }
          }
          const siblings = [
            grouping.roots,
            ...grouping.nodes.map(node => node.children),
          ];
          for (const group of siblings) {
            const rects = group.map(node => nodeRect(arrangement, node));
            rects.forEach((a, i) =>
              rects
                .slice(i + 1, i + 40)
                .forEach(b => expect(overlap(a, b)).toBe(false)),
            );
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('draws on whole device pixels only', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { fitted, arrangement, merge } = build(scene);
        expect(Number.isInteger(fitted.pitch * merge)).toBe(true);
        expect(fitted.pitch * merge).toBeGreaterThanOrEqual(
          Math.round(4 * scene.dpr),
        );
        arrangement.leafCols.forEach(cols =>
          expect(Number.isInteger(cols / merge)).toBe(true),
        );
        zoomLadder(fitted.pitch, scene.dpr)
          .filter(pitch => pitch >= 1)
          .forEach(pitch => expect(Number.isInteger(pitch)).toBe(true));
      }),
      { numRuns: 15 },
    );
  });

  it('has room for every pod of a group', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { arrangement, placement } = build(scene);
        placement.used.forEach((used, leaf) =>
          expect(
            arrangement.leafCols[leaf] * arrangement.leafRows[leaf],
          ).toBeGreaterThanOrEqual(used),
        );
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    [6_000, 940, 698, 8],
    [6_000, 1404, 762, 9],
    [100_000, 940, 698, 2],
  ])(
    'shows %i pods at once on %i × %i pixels with a pitch of %i or more',
    (pods, w, h, least) => {
      const { arrangement, fitted } = layOut(
        syntheticTable(pods),
        ['cluster', 'owner'],
        w,
        h,
      );
      expect(fitted.pitch).toBeGreaterThanOrEqual(least);
      expect(arrangement.width).toBeLessThanOrEqual(w);
      expect(arrangement.height).toBeLessThanOrEqual(h);
    },
  );

  it('gives the same picture for the same pods', () => {
    const [a, b] = [1, 2].map(() =>
      layOut(syntheticTable(2000), ['cluster', 'owner'], 900, 600),
    );
    expect(a.arrangement).toEqual(b.arrangement);
    expect([...a.placement.slotOfCell]).toEqual([...b.placement.slotOfCell]);
  });
});

describe('hitTest', () => {
  it('finds at every corner of a cell that cell and no other', () => {
    fc.assert(
      fc.property(scenes, fc.nat(3), (scene, steps) => {
        const { grouping, placement, fitted, at } = build(scene);
        const arrangement = at(
          Math.max(1, zoomLadder(fitted.pitch, scene.dpr)[steps]),
        );
        for (let cell = 0; cell < placement.slotOfCell.length; cell += 7) {
          if (placement.slotOfCell[cell] !== EMPTY) {
            const leaf = placement.leafOfCell(cell);
            const { x, y, width, height } = cellRect(
              arrangement,
              placement,
              leaf,
              cell,
            );
            for (const [px, py] of [
              [x, y],
              [x + width - 1, y + height - 1],
            ]) {
              expect(
                hitTest(arrangement, placement, grouping.roots, px, py),
              ).toMatchObject({
                type: 'cell',
                cell,
                leaf,
              });
            }
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('finds the group in its header and nothing beside the frames', () => {
    const { arrangement, placement, grouping } = layOut(
      syntheticTable(600),
      ['cluster', 'owner'],
      900,
      600,
    );
    const [root] = grouping.roots;
    const { x, y } = nodeRect(arrangement, root);
    expect(
      hitTest(arrangement, placement, grouping.roots, x + 4, y + 4),
    ).toEqual({
      type: 'group',
      node: root,
    });
    expect(hitTest(arrangement, placement, grouping.roots, -5, -5)).toEqual({
      type: 'ground',
    });
  });

  it('selects with a rectangle exactly the cells whose squares it touches', () => {
    const { arrangement, placement, grouping } = layOut(
      syntheticTable(900),
      ['cluster', 'owner'],
      900,
      600,
    );
    const area = { x: 120, y: 60, width: 300, height: 220 };
    const slow = [...placement.slotOfCell.keys()].filter(cell => {
      const leaf = placement.leafOfCell(cell);
      return (
        placement.slotOfCell[cell] !== EMPTY &&
        overlap(cellRect(arrangement, placement, leaf, cell), {
          ...area,
          width: area.width + 1,
          height: area.height + 1,
        })
      );
    });
    expect(cellsIn(arrangement, placement, grouping.leaves, area)).toEqual(
      slow,
    );
    expect(slow.length).toBeGreaterThan(50);
  });

  it('gives each cluster the whole width on a phone, with or without groups inside', () => {
    for (const keys of [['cluster'], ['cluster', 'owner']] as const) {
      const { grouping, arrangement } = layOut(
        syntheticTable(3000),
        keys,
        374,
        480,
      );
      const rects = grouping.roots.map(root => nodeRect(arrangement, root));
      expect(rects.map(({ x }) => x)).toEqual(rects.map(() => 0));
      expect(rects.map(({ width }) => width)).toEqual(rects.map(() => 374));
    }
  });
});
