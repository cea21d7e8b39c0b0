import {
  gridOf,
  POD_COLUMNS,
  shownColumns,
  toggleColumn,
  USUAL_COLUMNS,
} from './podColumns';

describe('columns of the pods table', () => {
  it('are the usual ones until others are chosen, always in one order', () => {
    expect(shownColumns([])).toEqual(USUAL_COLUMNS);
    expect(shownColumns(['age', 'name'])).toEqual(['name', 'age']);
  });

  it('come and go one by one, and the usual ones need no word in the address', () => {
    const wider = toggleColumn(USUAL_COLUMNS, 'node');
    expect(wider).toContain('node');
    expect(toggleColumn(wider, 'node')).toEqual([]);
  });

  it('never all go', () => {
    expect(toggleColumn(['name'], 'name')).toEqual(['name']);
  });

  it('have a place in the grid each', () => {
    expect(gridOf(POD_COLUMNS).gridTemplateColumns.match(/px/g)).toHaveLength(
      POD_COLUMNS.length,
    );
  });
});
