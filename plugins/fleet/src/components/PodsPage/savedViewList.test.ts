import { addView, readViews, viewSearch } from './savedViewList';

describe('saved views', () => {
  it('replaces a view of the same name at its place', () => {
    const views = [
      { name: 'a', search: '?q=1' },
      { name: 'b', search: '' },
    ];
    expect(addView(views, { name: 'a', search: '?q=2' })).toEqual([
      { name: 'a', search: '?q=2' },
      { name: 'b', search: '' },
    ]);
  });

  it('keeps what the view is about and not what was selected', () => {
    expect(viewSearch('?q=ns%3Aa&sel=pod%3Aa%2Fb%2Fc&color=age')).toBe(
      '?q=ns%3Aa&color=age',
    );
    expect(viewSearch('?sel=x')).toBe('');
  });

  it('survives whatever the storage holds', () => {
    expect(readViews(undefined)).toEqual([]);
    expect(readViews([null, { name: 1 }, { name: 'a', search: '' }])).toEqual([
      { name: 'a', search: '' },
    ]);
  });
});
