import type { Page } from '@panorama/plugin-fleet-common';
import { csvText, jsonText, readAllRows } from './exportRows';

const pageOf = (items: number[], nextCursor?: string): Page<number> => ({
  items,
  totalItems: 3,
  nextCursor,
  incompleteClusters: [],
});

describe('the file of a list', () => {
  it('holds the rows of every page, not only of the first', async () => {
    const asked: Array<string | undefined> = [];
    const rows = await readAllRows(async ({ cursor }) => {
      asked.push(cursor);
      return cursor === undefined ? pageOf([1, 2], 'two') : pageOf([3]);
    });
    expect(rows).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, 'two']);
  });

  it('fails as a whole when a later page fails', async () => {
    await expect(
      readAllRows(async ({ cursor }) => {
        if (cursor) {
          throw new Error('gone');
        }
        return pageOf([1], 'two');
      }),
    ).rejects.toThrow('gone');
  });

  it('has a title line and keeps a name that looks like a formula as text', () => {
    const columns = [
      {
        title: 'name',
        read: (row: { name: string; pods?: number }) => row.name,
      },
      { title: 'pods', read: (row: { pods?: number }) => row.pods },
    ];
    expect(csvText(columns, [{ name: '=1+1', pods: 2 }, { name: 'a,b' }])).toBe(
      `\ufeffname,pods\r\n'=1+1,2\r\n"a,b",\r\n`,
    );
  });

  it('is JSON that reads back as the same rows', () => {
    const rows = [{ name: 'ns "x"', pods: 2 }];
    expect(JSON.parse(jsonText(rows))).toEqual(rows);
  });
});
