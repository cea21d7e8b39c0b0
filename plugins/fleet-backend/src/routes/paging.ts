import { InputError } from '@backstage/errors';
import type { ClusterStatus, Page } from '@panorama/plugin-fleet-common';
import { z } from 'zod';
import { wholeNumber } from './FleetRoute';

export type SortValue = string | number | undefined;

/** How rows of one kind can be ordered. `key` is unique and decides between equals. */
export interface RowOrder<T> {
  columns: Record<string, (row: T) => SortValue>;
  standard: string;
  key: (row: T) => string;
}

/** Query parameters of every table. */
export function pagingParameters<T>(order: RowOrder<T>) {
  const columns = Object.keys(order.columns);
  return {
    sort: z
      .string()
      .refine(
        column => columns.includes(column),
        `must be one of ${columns.join(', ')}`,
      )
      .default(order.standard),
    order: z.enum(['asc', 'desc']).default('asc'),
    limit: wholeNumber(1, 1000).default(100),
    cursor: z.string().max(2000).optional(),
  };
}

export interface Paging {
  sort: string;
  order: 'asc' | 'desc';
  limit: number;
  cursor?: string;
}

/** The place of a row in an order: what sorting looks at, and nothing more. */
interface Place {
  value: SortValue;
  key: string;
}

const cursorSchema = z.tuple([
  z.string(),
  z.enum(['asc', 'desc']),
  z.union([z.string(), z.number(), z.null()]),
  z.string(),
]);

const collator = new Intl.Collator('en', { numeric: true });

/** Rows without a value come last in both directions. */
function comparePlaces(a: Place, b: Place, direction: 1 | -1): number {
  if (a.value === undefined || b.value === undefined) {
    if (a.value !== b.value) {
      return a.value === undefined ? 1 : -1;
    }
  } else if (a.value !== b.value) {
    const difference =
      typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : collator.compare(String(a.value), String(b.value));
    if (difference !== 0) {
      return difference * direction;
    }
  }
  if (a.key === b.key) {
    return 0;
  }
  return a.key < b.key ? -1 : 1;
}

export function compareRows<T>(
  order: RowOrder<T>,
  { sort, order: way }: Paging,
) {
  const value = order.columns[sort];
  const direction = way === 'asc' ? 1 : -1;
  return (a: T, b: T) =>
    comparePlaces(
      { value: value(a), key: order.key(a) },
      { value: value(b), key: order.key(b) },
      direction,
    );
}

function readCursor(paging: Paging): Place | undefined {
  if (paging.cursor === undefined) {
    return undefined;
  }
  let parsed: z.output<typeof cursorSchema>;
  try {
    parsed = cursorSchema.parse(
      JSON.parse(Buffer.from(paging.cursor, 'base64url').toString('utf8')),
    );
  } catch {
    throw new InputError(
      'parameter cursor: must be the nextCursor of an earlier answer; leave it out to start again',
    );
  }
  const [sort, way, value, key] = parsed;
  if (sort !== paging.sort || way !== paging.order) {
    throw new InputError(
      `parameter cursor: belongs to sort=${sort}&order=${way}; leave it out to start again`,
    );
  }
  return { value: value ?? undefined, key };
}

/**
 * One page of rows that come in any order, in one pass and with room for one
 * page only. The cursor is a place in the order, not a number of rows, so rows
 * that come and go meanwhile neither repeat nor skip the others.
 */
export async function pageOf<T>(
  rows: AsyncIterable<T> | Iterable<T>,
  order: RowOrder<T>,
  paging: Paging,
  clusters: ClusterStatus[],
): Promise<Page<T>> {
  const after = readCursor(paging);
  const direction = paging.order === 'asc' ? 1 : -1;
  const value = order.columns[paging.sort];
  const page: Array<Place & { row: T }> = [];
  let totalItems = 0;
  let isMore = false;
  for await (const row of rows) {
    totalItems += 1;
    const place = { value: value(row), key: order.key(row), row };
    if (after && comparePlaces(place, after, direction) <= 0) {
      continue;
    }
    if (
      page.length === paging.limit &&
      comparePlaces(place, page[page.length - 1], direction) > 0
    ) {
      isMore = true;
      continue;
    }
    let low = 0;
    let high = page.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comparePlaces(place, page[middle], direction) < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    page.splice(low, 0, place);
    if (page.length > paging.limit) {
      page.pop();
      isMore = true;
    }
  }
  const last = page[page.length - 1];
  return {
    items: page.map(({ row }) => row),
    totalItems,
    nextCursor:
      isMore && last
        ? Buffer.from(
            JSON.stringify([
              paging.sort,
              paging.order,
              last.value ?? null,
              last.key,
            ]),
          ).toString('base64url')
        : undefined,
    incompleteClusters: incompleteClusters(clusters),
  };
}

/** Clusters whose rows are old or missing, of those that the viewer knows of. */
export function incompleteClusters(clusters: ClusterStatus[]): string[] {
  return clusters
    .filter(({ freshness }) => freshness !== 'live')
    .map(({ name }) => name);
}
