import {
  matchPods,
  NO_ID,
  parseFilter,
  podFields,
  podStateCode,
  type PodShape,
  type PodState,
  PodTable,
  quantise,
} from '@panorama/plugin-fleet-common';
import { DARK_TOKENS, LIGHT_TOKENS } from '../../testing/tokens';
import { syntheticTable } from '../../testing/syntheticTable';
import { COLOURING_IDS, type ColouringId } from '../../types';
import { resolveColour } from '../../render/sprites';
import { legendOf } from '../legend';
import { COLOURINGS } from './index';

const NOW = 1_795_000_000;
const MIB = 2 ** 20;

function onePod(
  shape: Partial<PodShape>,
  row: Partial<Record<'cpu' | 'mem', number>> = {},
) {
  const table = new PodTable();
  table.clusters = ['one'];
  table.namespaces = [{ cluster: 0, name: 'shop' }];
  table.workloads = [{ namespace: 0, kind: 'Deployment', name: 'cart' }];
  table.images = ['cart:1'];
  table.shapes = [{ qos: 'Burstable', gpus: 0, containers: 2, ...shape }];
  table.set(0, {
    workload: 0,
    node: NO_ID,
    shape: 0,
    image: 0,
    name: 'cart-1',
    state: podStateCode('running'),
    reason: NO_ID,
    readyContainers: 2,
    restarts: 0,
    restartsLastHour: 0,
    createdAt: NOW - 60,
    cpuUsage: quantise(row.cpu, 1),
    memoryUsage: quantise(row.mem, 4096),
  });
  return table;
}

function bound(id: ColouringId, table: PodTable) {
  return COLOURINGS[id](table, { nowSeconds: NOW });
}

describe('colourings', () => {
  it.each(COLOURING_IDS)(
    '%s: the filter of a legend entry finds exactly its pods',
    id => {
      const table = syntheticTable(1500, 3);
      for (let slot = 0; slot < table.length; slot += 9) {
        table.workloads[table.workload[slot]].owner = undefined;
      }
      const fields = podFields(() => NOW * 1000);
      const colouring = bound(id, table);
      const legend = legendOf(table, colouring);
      for (const entry of legend) {
        const parsed = parseFilter(entry.term, fields);
        if (!parsed.ok) {
          throw new Error(
            `"${entry.term}" is no filter: ${JSON.stringify(parsed.errors)}`,
          );
        }
        const { mask } = matchPods(parsed.node, table, fields);
        const found = [...mask.keys()].filter(
          slot => table.live[slot] && mask[slot],
        );
        const painted = [...mask.keys()].filter(
          slot => table.live[slot] && colouring.codeOf(slot) === entry.code,
        );
        expect([entry.term, found]).toEqual([entry.term, painted]);
        expect(entry.count).toBe(painted.length);
      }
      expect(legend.reduce((sum, entry) => sum + entry.count, 0)).toBe(
        table.size,
      );
    },
  );

  it.each([LIGHT_TOKENS, DARK_TOKENS])(
    'every look has a colour in the tokens',
    tokens => {
      const table = syntheticTable(300);
      for (const id of COLOURING_IDS) {
        for (const { look } of bound(id, table).codes) {
          expect(resolveColour(tokens, look.colour)).toMatch(/^#[0-9A-F]{6}$/i);
        }
      }
    },
  );

  it.each<[string, Partial<PodShape>, number | undefined, number]>([
    ['under a quarter', { memoryLimit: 100 * MIB }, 20 * MIB, 0],
    ['over a quarter', { memoryLimit: 100 * MIB }, 40 * MIB, 1],
    ['over half', { memoryLimit: 100 * MIB }, 60 * MIB, 2],
    ['over three quarters', { memoryLimit: 100 * MIB }, 80 * MIB, 3],
    ['over nine tenths', { memoryLimit: 100 * MIB }, 95 * MIB, 4],
    ['over the limit', { memoryLimit: 100 * MIB }, 300 * MIB, 4],
    ['no limit is never the lowest step', {}, 20 * MIB, 5],
    [
      'no metrics is never the lowest step',
      { memoryLimit: 100 * MIB },
      undefined,
      6,
    ],
  ])('memory of limit: %s', (_, shape, mem, code) => {
    expect(bound('mem.limit', onePod(shape, { mem })).codeOf(0)).toBe(code);
  });

  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [9, 3],
    [10, 4],
    [250, 4],
  ])('%i restarts in the last hour is step %i', (restarts, step) => {
    const table = onePod({});
    table.restartsLastHour[0] = restarts;
    expect(bound('restarts.1h', table).codeOf(0)).toBe(step);
  });

  it.each([
    [30, 0],
    [600, 1],
    [3_600, 2],
    [86_400, 3],
    [2_592_000, 4],
  ])('a pod of %i seconds has age step %i, youngest first', (age, step) => {
    const table = onePod({});
    table.createdAt[0] = NOW - age;
    expect(bound('age', table).codeOf(0)).toBe(step);
  });

  it.each<[PodState, number, number]>([
    ['running', 2, 1],
    ['running', 1, 0],
    ['crashloop', 0, 0],
    ['completed', 0, 2],
  ])(
    '%s with %i of 2 containers ready has readiness code %i',
    (state, ready, code) => {
      const table = onePod({});
      table.state[0] = podStateCode(state);
      table.readyContainers[0] = ready;
      expect(bound('ready', table).codeOf(0)).toBe(code);
    },
  );

  it('gives eight owners a hue and the rest one grey', () => {
    const table = syntheticTable(2000);
    const codes = bound('owner', table).codes;
    expect(
      codes.filter(code => code.look.colour.palette === 'categories'),
    ).toHaveLength(8);
    expect(codes[8].label).toEqual({ type: 'word', word: 'other' });
  });

  it('cuts absolute usage at round, ascending numbers', () => {
    const table = syntheticTable(3000);
    const froms = bound('cpu', table).codes.flatMap(({ label }) =>
      label.type === 'range' && label.from !== undefined ? [label.from] : [],
    );
    expect(froms).toHaveLength(4);
    froms.forEach((from, i) => {
      expect([1, 2, 5]).toContain(Number(String(from)[0]));
      expect(from).toBeGreaterThan(froms[i - 1] ?? 0);
    });
  });

  it('ranks the states by severity, so that merged cells show the worst', () => {
    const { codes } = bound('state', syntheticTable(10));
    const order = [...codes]
      .sort((a, b) => b.severity - a.severity)
      .map(code => code.term);
    expect(order).toEqual([
      'state:failed',
      'state:oom',
      'state:crashloop',
      'state:imagepull',
      'state:unschedulable',
      'state:notready',
      'state:unknown',
      'state:starting',
      'state:terminating',
      'state:running',
      'state:completed',
    ]);
  });
});

describe('legendOf', () => {
  it('keeps entries that count zero at their place', () => {
    const table = onePod({});
    const legend = legendOf(table, bound('state', table));
    expect(legend).toHaveLength(11);
    expect(legend.map(entry => entry.count)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0,
    ]);
  });

  it('counts before and after the filter, and the reasons behind a state', () => {
    const table = syntheticTable(3000);
    const crash = podStateCode('crashloop');
    const match = Uint8Array.from(
      { length: table.length },
      (_, slot) => slot % 2,
    );
    const entry = legendOf(table, bound('state', table), match)[crash];
    const slots = [...table.state.subarray(0, table.length).keys()].filter(
      slot => table.state[slot] === crash,
    );
    expect(entry.count).toBe(slots.length);
    expect(entry.matching).toBe(slots.filter(slot => slot % 2).length);
    expect(entry.reasons).toEqual([
      { reason: 'CrashLoopBackOff', count: slots.length },
    ]);
  });
});
