import fc from 'fast-check';
import type { PodListItem } from '../api/pods';
import { NO_ID, PodTable } from '../frames/PodTable';
import { POD_STATES, podStateFamily } from '../podState';
import type { FilterNode } from './ast';
import { bestRemoval } from './bestRemoval';
import { compileFilter } from './compile';
import { formatFilter } from './format';
import { matchPods } from './matchPods';
import { parseFilter } from './parse';
import { podOfSlot } from './podFacts';
import { podFields } from './podFields';

const NOW = Date.UTC(2026, 10, 24, 9, 26);
const fields = podFields(() => NOW);

function parsed(text: string): FilterNode {
  const result = parseFilter(text, fields);
  if (!result.ok) {
    throw new Error(`${text}: ${JSON.stringify(result.errors)}`);
  }
  return result.node;
}

/** Places differ after formatting; meaning must not. */
function withoutPlaces(node: FilterNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) =>
      key === 'start' || key === 'end' ? undefined : value,
    ),
  );
}

function smallTable(): PodTable {
  const table = new PodTable();
  table.clusters = ['prod-hangzhou', 'staging'];
  table.namespaces = [
    { cluster: 0, name: 'pay-core', tenant: 'payment' },
    { cluster: 0, name: 'tracking-prod' },
    { cluster: 1, name: 'pay-core' },
  ];
  table.nodes = [{ cluster: 0, name: 'hz-b-31', zone: 'b' }];
  table.workloads = [
    {
      namespace: 0,
      kind: 'Deployment',
      name: 'checkout',
      owner: 'group:default/team-a',
      entityRef: 'component:default/checkout',
    },
    { namespace: 1, kind: 'StatefulSet', name: 'redis' },
    {
      namespace: 2,
      kind: 'Job',
      name: 'report',
      owner: 'group:default/team-b',
    },
  ];
  table.shapes = [
    {
      cpuRequest: 250,
      memoryRequest: 512 * 2 ** 20,
      memoryLimit: 2 ** 30,
      qos: 'Burstable',
      gpus: 0,
      containers: 2,
    },
    { qos: 'BestEffort', gpus: 1, containers: 1 },
  ];
  table.images = ['registry.example/shop/checkout:2.41.0', 'redis:8'];
  table.reasons = ['CrashLoopBackOff', 'ErrImagePull'];
  return table;
}

const podRow = fc.record({
  workload: fc.nat(2),
  node: fc.constantFrom(0, NO_ID),
  shape: fc.nat(1),
  image: fc.nat(1),
  name: fc.constantFrom('checkout-7c9d-x2lqp', 'redis-0', 'report-1', 'and'),
  state: fc.nat(POD_STATES.length - 1),
  reason: fc.constantFrom(0, 1, NO_ID),
  readyContainers: fc.nat(2),
  restarts: fc.nat(9),
  restartsLastHour: fc.nat(4),
  createdAt: fc.integer({ min: NOW / 1000 - 90_000, max: NOW / 1000 }),
  cpuUsage: fc.nat(255),
  memoryUsage: fc.nat(255),
});

const filledTable = fc.array(fc.option(podRow), { maxLength: 30 }).map(rows => {
  const table = smallTable();
  rows.forEach((row, slot) => row && table.set(slot, row));
  return table;
});

/** Terms whose meaning is written down a second time, slowly and obviously. */
const TERMS: Array<[string, (pod: PodListItem) => boolean]> = [
  ['state:crashloop', pod => pod.state === 'crashloop'],
  ['state:CrashLoopBackOff', pod => pod.state === 'crashloop'],
  ['state:failing', pod => podStateFamily(pod.state) === 'failing'],
  ['state:oom,notready', pod => ['oom', 'notready'].includes(pod.state)],
  ['ns:pay-*', pod => /^pay-/.test(pod.namespace)],
  ['namespace:tracking-prod', pod => pod.namespace === 'tracking-prod'],
  ['cluster:*ing', pod => /ing$/.test(pod.cluster)],
  ['restarts>3', pod => pod.restarts > 3],
  ['restarts:2..5', pod => pod.restarts >= 2 && pod.restarts < 5],
  ['restarts.1h>=2', pod => pod.restartsLastHour >= 2],
  ['owner:team-a', pod => pod.owner === 'group:default/team-a'],
  ['owner:group:default/team-b', pod => pod.owner === 'group:default/team-b'],
  ['owner:none', pod => pod.owner === undefined],
  ['zone:b', pod => pod.zone === 'b'],
  ['node:none', pod => pod.node === undefined],
  ['image:checkout', pod => pod.image.includes('/checkout:')],
  ['image:*:8', pod => pod.image.endsWith(':8')],
  ['qos:besteffort', pod => pod.shape.qos === 'BestEffort'],
  ['gpu>0', pod => pod.shape.gpus > 0],
  ['mem.limit:none', pod => pod.shape.memoryLimit === undefined],
  ['cpu.request=250m', pod => pod.shape.cpuRequest === 250],
  [
    'mem/limit>=90%',
    pod =>
      pod.memoryBytes !== undefined &&
      pod.shape.memoryLimit !== undefined &&
      pod.memoryBytes / pod.shape.memoryLimit >= 0.9,
  ],
  ['cpu:none', pod => pod.cpuMillicores === undefined],
  ['age<2h', pod => (NOW - pod.createdAt) / 1000 < 7200],
  [
    'ready:no',
    pod =>
      pod.state !== 'completed' && pod.readyContainers < pod.shape.containers,
  ],
  ['reason:ErrImagePull', pod => pod.reason === 'ErrImagePull'],
  [
    'redis',
    pod =>
      [pod.name, pod.namespace, pod.workloadName].some(text =>
        text.includes('redis'),
      ),
  ],
  [
    '"and"',
    pod => `${pod.name} ${pod.namespace} ${pod.workloadName}`.includes('and'),
  ],
];

type Meaning = { text: string; test: (pod: PodListItem) => boolean };

const { filter } = fc.letrec<{ filter: Meaning; term: Meaning }>(tie => ({
  term: fc.constantFrom(...TERMS).map(([text, test]) => ({ text, test })),
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('term'),
    tie('filter').map(({ text, test }) => ({
      text: `not (${text})`,
      test: (pod: PodListItem) => !test(pod),
    })),
    fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => ({
      text: `(${a.text}) (${b.text})`,
      test: (pod: PodListItem) => a.test(pod) && b.test(pod),
    })),
    fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => ({
      text: `(${a.text} or (${b.text}))`,
      test: (pod: PodListItem) => a.test(pod) || b.test(pod),
    })),
  ),
}));

describe('the filter language', () => {
  it.each([
    ['', 'all'],
    ['  ', 'all'],
    ['a b', 'and'],
    ['a or b c', 'or'],
    ['(a or b) c', 'and'],
    ['-a', 'not'],
    ['not a', 'not'],
    ['not not a', 'term'],
    ['ns:a,b', 'term'],
    ['restarts > 3', 'term'],
  ])('reads %p as %s', (text, type) => {
    expect(parsed(text).type).toBe(type);
  });

  it.each([
    ['sate:crashloop', 'unknown-field', 0, 4, 'state'],
    ['ns:a state:crashlop', 'unknown-value', 11, 19, 'crashloop'],
    ['restarts>many', 'not-a-number', 9, 13, undefined],
    ['state:', 'missing-value', 0, 6, undefined],
    ['a (b or c', 'unbalanced-parenthesis', 2, 3, undefined],
    ['a)', 'unbalanced-parenthesis', 1, 2, undefined],
    ['ns:"open', 'unterminated-quote', 3, 8, undefined],
    ['a and or b', 'unexpected-operator', 6, 8, undefined],
    ['name>3', 'unexpected-operator', 4, 5, ':'],
    ['a or', 'unexpected-operator', 2, 4, undefined],
  ])('points at what is wrong in %p', (text, code, start, end, suggestion) => {
    const result = parseFilter(text, fields);
    expect(result.ok ? [] : result.errors).toEqual([
      expect.objectContaining({
        code,
        start,
        end,
        found: text.slice(start, end),
        ...(suggestion && { suggestion }),
      }),
    ]);
  });

  it('names every unknown field at once', () => {
    const result = parseFilter('sate:a zoe:b', fields);
    expect(result.ok ? [] : result.errors.map(each => each.found)).toEqual([
      'sate',
      'zoe',
    ]);
  });

  it('never throws and keeps the places of errors inside the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '(',
        ')',
        '-',
        '"',
        ',',
        ':',
        '>',
        'and ',
        ' or ',
        'not ',
        'state:',
        'restarts>',
        '*',
        '\\',
        ' ',
      ),
      fc.string({ maxLength: 6, unit: 'grapheme' }),
    );
    const text = fc.array(piece, { maxLength: 40 }).map(all => all.join(''));
    fc.assert(
      fc.property(text, typed => {
        const result = parseFilter(typed, fields);
        if (result.ok) {
          return;
        }
        expect(result.errors.length).toBeGreaterThan(0);
        for (const { start, end, found } of result.errors) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(typed.length);
          expect(found).toBe(typed.slice(start, end));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses nesting and lengths that nobody types, without running out of stack', () => {
    expect(parseFilter('('.repeat(3000), fields).ok).toBe(false);
    expect(parseFilter(`${'-'.repeat(3000)}a`, fields).ok).toBe(true);
    expect(parseFilter('a '.repeat(5000), fields).ok).toBe(false);
  });

  it('formats a filter so that it reads back as the same filter', () => {
    const wild = fc
      .array(fc.string({ maxLength: 5, unit: 'grapheme' }), { maxLength: 8 })
      .map(words => words.join(' '));
    fc.assert(
      fc.property(
        fc.oneof(
          filter.map(each => each.text),
          wild,
        ),
        text => {
          const first = parseFilter(text, fields);
          fc.pre(first.ok);
          const formatted = formatFilter(parsed(text));
          expect(withoutPlaces(parsed(formatted))).toEqual(
            withoutPlaces(parsed(text)),
          );
          expect(formatFilter(parsed(formatted))).toBe(formatted);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('finds what its words mean, in rows and in columns alike', () => {
    fc.assert(
      fc.property(filledTable, filter, (table, { text, test }) => {
        const node = parsed(text);
        const compiled = compileFilter(node, fields);
        const { mask, count } = matchPods(node, table, fields);
        let expected = 0;
        for (let slot = 0; slot < table.length; slot++) {
          const pod = podOfSlot(table, slot);
          const isMatch = pod !== undefined && test(pod);
          expected += isMatch ? 1 : 0;
          expect([text, slot, mask[slot]]).toEqual([
            text,
            slot,
            isMatch ? 1 : 0,
          ]);
          if (pod) {
            expect(compiled(pod)).toBe(isMatch);
          }
        }
        expect(count).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('says which part to take away when nothing matches', () => {
    const table = smallTable();
    for (let slot = 0; slot < 5; slot++) {
      table.set(slot, {
        workload: 0,
        node: 0,
        shape: 0,
        image: 0,
        name: `checkout-${slot}`,
        state: 2,
        reason: 0,
        readyContainers: 0,
        restarts: slot,
        restartsLastHour: 0,
        createdAt: 0,
        cpuUsage: 0,
        memoryUsage: 0,
      });
    }
    const removal = bestRemoval(
      parsed('state:crashloop restarts>3 zone:z'),
      table,
      fields,
    );
    expect(removal).toMatchObject({ part: 'zone:z', count: 1 });
    expect(removal && formatFilter(removal.rest)).toBe(
      'state:crashloop restarts>3',
    );
  });

  it('answers a pattern of many stars at once', () => {
    const test = compileFilter(parsed(`name:${'*a'.repeat(40)}*b`), fields);
    const pod = podOfSlot(
      (() => {
        const table = smallTable();
        table.set(0, {
          workload: 0,
          node: 0,
          shape: 0,
          image: 0,
          name: 'a'.repeat(250),
          state: 9,
          reason: NO_ID,
          readyContainers: 0,
          restarts: 0,
          restartsLastHour: 0,
          createdAt: 0,
          cpuUsage: 0,
          memoryUsage: 0,
        });
        return table;
      })(),
      0,
    );
    expect(pod && test(pod)).toBe(false);
  });
});
