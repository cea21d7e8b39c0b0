import {
  csvLine,
  type CsvValue,
  type Page,
} from '@panorama/plugin-fleet-common';

/** Most rows that a list answers at once. */
const ROWS_PER_REQUEST = 1000;

/** A column of a file. Its unit is in the title. */
export interface ExportColumn<T> {
  title: string;
  read: (row: T) => CsvValue;
}

/**
 * Every row of a list, page after page.
 *
 * @throws what `read` throws: half a file would pass for a whole one.
 */
export async function readAllRows<T>(
  read: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit: ROWS_PER_REQUEST, cursor });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}

/** A table with a title line. The mark in front makes spreadsheets read it as UTF-8. */
export function csvText<T>(
  columns: readonly ExportColumn<T>[],
  rows: readonly T[],
): string {
  const lines = [
    csvLine(columns.map(({ title }) => title)),
    ...rows.map(row => csvLine(columns.map(({ read }) => read(row)))),
  ];
  return `\ufeff${lines.join('')}`;
}

/** The rows as the API answered them. */
export function jsonText(rows: readonly unknown[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}
