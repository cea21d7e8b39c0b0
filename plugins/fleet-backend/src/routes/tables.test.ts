import fc from 'fast-check';
import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import { breathing } from './breathe';
import { csvLine } from './csv';
import {
  compareRows,
  incompleteClusters,
  pageOf,
  Paging,
  RowOrder,
} from './paging';
import { sortedRows } from './sortedRows';

interface Row {
  key: string;
  value: number | string | undefined;
}

const order: RowOrder<Row> = {
  standard: 'value',
  key: row => row.key,
  columns: { value: row => row.value },
};

const rows = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 3 }),
    value: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(undefined)),
  }),
  { selector: ({ key }) => key, maxLength: 40 },
);

async function* stream<T>(list: T[]): AsyncGenerator<T> {
  yield* list;
}

describe('pages', () => {
  it('put together are all rows in the order of a plain sort', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom<'asc' | 'desc'>('asc', 'desc'),
        async (all, limit, way) => {
          const paging: Paging = { sort: 'value', order: way, limit };
          const found: Row[] = [];
          let cursor: string | undefined;
          do {
            const page = await pageOf(all, order, { ...paging, cursor }, []);
            expect(page.totalItems).toBe(all.length);
            found.push(...page.items);
            cursor = page.nextCursor;
          } while (cursor);
          const known = all.filter(({ value }) => value !== undefined);
          const sign = way === 'asc' ? 1 : -1;
          const plain = [
            ...known.sort(
              (a, b) =>
                sign * (Number(a.value) - Number(b.value)) ||
                (a.key < b.key ? -1 : 1),
            ),
            ...all
              .filter(({ value }) => value === undefined)
              .sort((a, b) => (a.key < b.key ? -1 : 1)),
          ];
          expect(found).toEqual(plain);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('neither repeat nor skip a row because others went away meanwhile', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((key, value) => ({ key, value }));
    const paging: Paging = { sort: 'value', order: 'asc', limit: 2 };
    const first = await pageOf(all, order, paging, []);
    const second = await pageOf(
      all.slice(1),
      order,
      { ...paging, cursor: first.nextCursor },
      [],
    );
    expect(second.items.map(({ key }) => key)).toEqual(['c', 'd']);
  });

  it('refuse a cursor of another order', async () => {
    const all = ['a', 'b'].map((key, value) => ({ key, value }));
    const { nextCursor: cursor } = await pageOf(
      all,
      order,
      { sort: 'value', order: 'asc', limit: 1 },
      [],
    );
    await expect(
      pageOf(
        all,
        order,
        { sort: 'value', order: 'desc', limit: 1, cursor },
        [],
      ),
    ).rejects.toThrow('belongs to sort=value&order=asc');
  });

  it('name clusters whose rows may be old', () => {
    const status = (
      name: string,
      freshness: ClusterStatus['freshness'],
    ): ClusterStatus => ({
      name,
      freshness,
      missingKinds: [],
      hasUsage: false,
    });
    expect(
      incompleteClusters([
        status('a', 'live'),
        status('b', 'stale'),
        status('c', 'connecting'),
      ]),
    ).toEqual(['b', 'c']);
  });
});

it('sorts an export as a plain sort would, over many chunks', async () => {
  const all = Array.from({ length: 20_000 }, (_, index) => ({
    key: String(index),
    value: (index * 7_919) % 1_000,
  }));
  const compare = compareRows(order, { sort: 'value', order: 'asc', limit: 1 });
  const sorted: Row[] = [];
  for await (const row of sortedRows(stream(all), compare)) {
    sorted.push(row);
  }
  expect(sorted).toEqual([...all].sort(compare));
});

it('lets others have their turn while many rows are walked over', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  let rowsSeen = 0;
  for await (const _ of breathing(
    Array.from({ length: 200_000 }, (__, index) => index),
  )) {
    rowsSeen += 1;
  }
  clearInterval(timer);
  expect(rowsSeen).toBe(200_000);
  expect(turns).toBeGreaterThan(3);
});

describe('a line of CSV', () => {
  // The list of OWASP, "CSV Injection".
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'holds %j as text',
    value => {
      const cell = csvLine([value]).replace(/^"|"?\r\n$/g, '');
      expect(cell.startsWith(`'`)).toBe(true);
    },
  );

  it('keeps a negative number a number', () => {
    expect(csvLine([-1])).toBe('-1\r\n');
  });

  it('quotes what RFC 4180 says must be quoted', () => {
    expect(csvLine(['a,b', 'say "no"', 'two\nlines', undefined, 3])).toBe(
      '"a,b","say ""no""","two\nlines",,3\r\n',
    );
  });
});
