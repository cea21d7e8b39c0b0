import {
  compileFilter,
  parseFilter,
  type FilterField,
} from '@panorama/plugin-fleet-common';
import { leastWidth } from './DataTable';
import { bothFilters, readSort } from './ListPage';

describe('a list', () => {
  it('reads a minus in the address as the smallest first', () => {
    const standard = { by: 'failing', order: 'desc' as const };
    expect(readSort('', standard)).toBe(standard);
    expect(readSort('pods', standard)).toEqual({ by: 'pods', order: 'desc' });
    expect(readSort('-pods', standard)).toEqual({ by: 'pods', order: 'asc' });
  });

  it('counts within the filter of the reader, whatever that is joined with', () => {
    interface Row {
      ns: string;
      failing: number;
    }
    const fields: FilterField<Row>[] = [
      { name: 'ns', kind: 'text', read: row => row.ns },
      {
        name: 'failing',
        kind: 'number',
        parse: Number,
        read: row => row.failing,
      },
    ];
    const rows: Row[] = [
      { ns: 'a', failing: 0 },
      { ns: 'b', failing: 2 },
      { ns: 'c', failing: 1 },
    ];
    const count = (q: string) => {
      const parsed = parseFilter(q, fields);
      return parsed.ok
        ? rows.filter(compileFilter(parsed.node, fields)).length
        : undefined;
    };
    expect(count(bothFilters('', 'failing>0'))).toBe(2);
    expect(count(bothFilters('ns:a or ns:b', 'failing>0'))).toBe(1);
  });

  it('scrolls sideways before its columns would overflow', () => {
    // 80 + 160 of tracks, 12 between them, 12 at each side
    expect(
      leastWidth([{ width: '80px' }, { width: 'minmax(160px, 2fr)' }]),
    ).toBe(276);
  });
});
