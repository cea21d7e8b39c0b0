import { standardNavKey } from './useNavTitle';

describe('titles in the sidebar', () => {
  it('are translated where they are the plugin’s own', () => {
    expect(standardNavKey({ id: 'page:catalog', title: 'Catalog' })).toBe(
      'catalog',
    );
  });

  it('stay as an operator worded them', () => {
    expect(
      standardNavKey({ id: 'page:catalog', title: 'Our services' }),
    ).toBeUndefined();
  });

  it('stay as they are for pages that the portal does not know', () => {
    expect(
      standardNavKey({ id: 'page:tech-radar', title: 'Radar' }),
    ).toBeUndefined();
  });
});
