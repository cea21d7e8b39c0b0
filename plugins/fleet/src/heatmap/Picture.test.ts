import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import { EMPTY } from './model/placement';
import { Picture, type PictureCommand } from './Picture';
import { visibleCells } from './squares';
import { syntheticTable } from './testing/syntheticTable';
import { LIGHT_TOKENS } from './testing/tokens';
import type { HeatmapView } from './types';

const VIEW: HeatmapView = {
  grouping: ['cluster', 'owner'],
  colouring: 'state',
  onlyMatches: false,
  selected: [],
  wall: false,
  locale: 'en',
};

function open(
  pods: number,
  view: Partial<HeatmapView> = {},
  reducedMotion = false,
) {
  const posted: PictureCommand[] = [];
  const picture = new Picture({
    tokens: LIGHT_TOKENS,
    measure: text => text.length * 6,
    reducedMotion,
    now: () => 1_795_000_000_000,
    post: command => posted.push(command),
  });
  const table = syntheticTable(pods);
  picture.resize(940, 698, 1);
  picture.setView({ ...VIEW, ...view });
  picture.setData(table, [], { changed: 'all' });
  picture.sync();
  const types = () => posted.splice(0).map(command => command.type);
  types();
  return { picture, table, posted, types };
}

function change(slots: number[]) {
  return { changed: Uint32Array.from(slots) };
}

function cluster(
  name: string,
  freshness: ClusterStatus['freshness'],
): ClusterStatus {
  return { name, freshness, missingKinds: [], hasUsage: true };
}

describe('Picture', () => {
  it('sends only the cells of changed pods, and moves nothing', () => {
    const { picture, table, posted } = open(900);
    const before = picture.placement.cellOfSlot.slice();
    table.state[5] = 2;
    picture.setData(table, [], change([5]));
    picture.sync();
    const restyle = posted.find(command => command.type === 'restyle');
    expect(restyle).toMatchObject({ instances: Uint32Array.from([before[5]]) });
    expect(posted.some(command => command.type === 'cells')).toBe(false);
    expect(picture.placement.cellOfSlot).toEqual(before);
  });

  it('flashes a changed state once, and never with reduced motion', () => {
    for (const [reduced, flashes] of [
      [false, 1],
      [true, 0],
    ] as const) {
      const { picture, table, types } = open(900, {}, reduced);
      table.state[5] = 2;
      picture.setData(table, [], change([5]));
      picture.sync();
      expect(types().filter(type => type === 'flash')).toHaveLength(flashes);
    }
  });

  it('counts a change in its group at once', () => {
    const { picture, table } = open(900);
    const leaf = () => picture.grouping.leaves[picture.placement.leafOfSlot[5]];
    const { failing } = leaf();
    table.state[5] = 0;
    picture.setData(table, [], change([5]));
    picture.sync();
    expect(leaf().failing).toBe(failing + 1);
    expect(leaf().parent?.failing).toBeGreaterThan(failing);
  });

  it('leaves a gap for a removed pod until it is re-packed', () => {
    const { picture, table } = open(900);
    const cell = picture.placement.cellOfSlot[7];
    table.delete(7);
    picture.setData(table, [], {
      changed: new Uint32Array(0),
      removed: Uint32Array.from([7]),
    });
    picture.sync();
    expect(picture.placement.slotOfCell[cell]).toBe(EMPTY);
    picture.repack();
    picture.sync();
    const { start, used, slotOfCell } = picture.placement;
    used.forEach((count, leaf) => {
      expect([
        ...slotOfCell.subarray(start[leaf], start[leaf] + count),
      ]).not.toContain(EMPTY);
    });
  });

  it('does nothing when nothing changed', () => {
    const { picture, types } = open(300);
    expect(picture.isOutdated()).toBe(false);
    picture.sync();
    expect(types()).toEqual([]);
  });

  it('pans with one small message', () => {
    const { picture, types } = open(900);
    picture.zoomAt(30, undefined, 0, 0);
    picture.sync();
    types();
    expect(picture.panTo(-100, -50)).toBe(true);
    picture.sync();
    expect(types()).toEqual(['offset', 'rings']);
  });

  it('keeps the cell under the pointer in place while zooming', () => {
    const { picture } = open(2000);
    const slot = 900;
    const at = () => {
      const { x, y } = picture.squareOf(picture.placement.cellOfSlot[slot]);
      return [x + picture.camera.x, y + picture.camera.y];
    };
    const [x, y] = at();
    const node = picture.grouping.leaves[picture.placement.leafOfSlot[slot]];
    picture.zoomAt(24, node, x, y);
    picture.sync();
    const [movedX, movedY] = at();
    expect(Math.abs(movedX - x)).toBeLessThanOrEqual(1);
    expect(Math.abs(movedY - y)).toBeLessThanOrEqual(1);
  });

  it('keeps non-matching pods at their place, and packs on demand', () => {
    const { picture, table } = open(900);
    const before = picture.placement.cellOfSlot.slice();
    const match = Uint8Array.from({ length: table.length }, (_, slot) =>
      Number(slot % 10 === 0),
    );
    picture.setView({ ...VIEW, match });
    picture.sync();
    expect(picture.placement.cellOfSlot).toEqual(before);
    picture.setView({ ...VIEW, match, onlyMatches: true });
    picture.sync();
    const shown = [...picture.placement.slotOfCell].filter(
      slot => slot !== EMPTY,
    );
    expect(shown.every(slot => match[slot])).toBe(true);
    expect(shown).toHaveLength([...match].reduce((sum, one) => sum + one, 0));
  });

  it('shows a cluster that was never reached, and dashes one that is stale', () => {
    const { picture, table, posted } = open(300);
    const clusters = [
      cluster('edge', 'stale'),
      cluster('moon', 'failed'),
      cluster('staging', 'live'),
    ];
    picture.setData(table, clusters, { changed: 'all' });
    picture.sync();
    expect(picture.grouping.roots.map(root => root.value)).toContain('moon');
    const scenes = posted.flatMap(command =>
      command.type === 'scene' ? [command.scene] : [],
    );
    const dashed = scenes[scenes.length - 1].outlines.filter(
      outline => outline.dash.length > 0,
    );
    expect(dashed).toHaveLength(2);
  });

  it('does not make cells larger or smaller because a new group appeared', () => {
    const { picture, table } = open(2000);
    const { pitch } = picture.camera;
    const row = table.row(0);
    const base = table.workloads[table.workload[0]];
    const workload =
      table.workloads.push({ ...base, owner: 'group:default/new-team' }) - 1;
    table.set(table.length, { ...(row as NonNullable<typeof row>), workload });
    picture.setData(table, [], change([table.length - 1]));
    picture.sync();
    expect(
      picture.grouping.leaves.some(leaf => leaf.label === 'new-team'),
    ).toBe(true);
    expect(picture.camera.pitch).toBe(pitch);
  });

  it('sends everything again to a new painter', () => {
    const { picture, types } = open(300);
    picture.restart();
    picture.sync();
    expect(types()).toEqual(
      expect.arrayContaining([
        'size',
        'palette',
        'cells',
        'scene',
        'offset',
        'rings',
      ]),
    );
  });

  it('writes names into large cells that are visible, and only there', () => {
    const { picture, posted } = open(900);
    picture.zoomAt(100, undefined, 0, 0);
    picture.sync();
    const offset = posted.filter(command => command.type === 'offset').pop();
    const visible = visibleCells(
      picture,
      picture.grouping.leaves,
      picture.camera,
    );
    expect(visible.length).toBeLessThan(120);
    expect(offset).toMatchObject({ labels: expect.any(Array) });
    expect(
      offset?.type === 'offset' && offset.labels.length,
    ).toBeGreaterThanOrEqual(visible.length);
  });

  describe('while the next layout is made', () => {
    /** Always at its end: one step of work a call. */
    const oneStep = () => true;

    function regrouping() {
      const opened = open(900);
      opened.picture.setView({ ...VIEW, grouping: ['cluster', 'node'] });
      expect(opened.picture.sync(oneStep)).toBe(false);
      return opened;
    }

    function complete(picture: Picture) {
      let calls = 0;
      while (!picture.sync(oneStep)) {
        calls += 1;
        expect(calls).toBeLessThan(10_000);
      }
    }

    it('keeps the shown picture whole, then replaces all of it', () => {
      const { picture, types } = regrouping();
      expect(picture.grouping.keys).toEqual(['cluster', 'owner']);
      expect(picture.arrangement.leafX).toHaveLength(
        picture.grouping.leaves.length,
      );
      expect(types()).toEqual([]);
      complete(picture);
      expect(picture.grouping.keys).toEqual(['cluster', 'node']);
      expect(types()).toEqual(['palette', 'cells', 'scene', 'offset', 'rings']);
    });

    it('ends with the same picture as in one go', () => {
      const { picture } = regrouping();
      complete(picture);
      const { picture: direct } = open(900, {
        grouping: ['cluster', 'node'],
      });
      expect(picture.arrangement).toEqual(direct.arrangement);
      expect(picture.placement.slotOfCell).toEqual(direct.placement.slotOfCell);
    });

    it('takes changes of the meantime over', () => {
      const { picture, table } = regrouping();
      const failing = () =>
        picture.grouping.roots.reduce((sum, root) => sum + root.failing, 0);
      const before = failing();
      const well = table.state.findIndex(state => state > 5);
      table.state[well] = 0;
      picture.setData(table, [], change([well]));
      complete(picture);
      expect(failing()).toBe(before + 1);
    });

    it('begins anew when something else is asked for', () => {
      const { picture } = regrouping();
      picture.setView({ ...VIEW, grouping: ['zone'] });
      complete(picture);
      expect(picture.grouping.keys).toEqual(['zone']);
    });
  });
});
