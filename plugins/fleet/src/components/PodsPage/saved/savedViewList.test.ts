import {
  addView,
  expandLink,
  linkOfView,
  readViews,
  renameView,
  restoreView,
  viewSearch,
} from './savedViewList';

const a = { id: '1', name: 'a', search: '?q=1' };
const b = { id: '2', name: 'b', search: '' };

describe('saved views', () => {
  it('replaces a view of the same name at its place, under its id', () => {
    expect(addView([a, b], { id: '3', name: 'a', search: '?q=2' })).toEqual([
      { id: '1', name: 'a', search: '?q=2' },
      b,
    ]);
  });

  it('gives a view another name, but never one that another view has', () => {
    expect(renameView([a, b], '1', 'c')).toEqual([{ ...a, name: 'c' }, b]);
    expect(renameView([a, b], '1', 'b')).toEqual([a, b]);
  });

  it('puts a removed view back at its place', () => {
    expect(restoreView([b], a, 0)).toEqual([a, b]);
  });

  it('keeps what the view is about and not what was selected', () => {
    expect(
      viewSearch('?q=ns%3Aa&sel=pod%3Aa%2Fb%2Fc&color=age&saved=1&rotate=1'),
    ).toBe('?color=age&q=ns%3Aa');
    expect(viewSearch('?sel=x')).toBe('');
  });

  it('survives whatever the storage holds, also views without an id', () => {
    expect(readViews(undefined)).toEqual([]);
    expect(readViews([null, { name: 1 }, { name: 'a', search: '' }])).toEqual([
      { id: 'a', name: 'a', search: '' },
    ]);
  });

  it('writes all of a view into its address, for people who do not have it', () => {
    expect(linkOfView(a)).toBe('?q=1&saved=1');
  });

  it.each([
    ['?saved=1', '?q=1&saved=1'],
    ['?saved=1&sel=group%3Ax', '?q=1&saved=1&sel=group%3Ax'],
    ['?saved=1&q=2', '?q=2'],
    ['?saved=1&color=age', '?q=1&color=age'],
  ])('reads %s as %s', (search, expected) => {
    expect(expandLink(search, a)).toBe(expected);
  });
});
