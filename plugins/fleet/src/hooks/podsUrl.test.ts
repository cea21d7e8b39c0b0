import { readUrlState, writeUrlState } from '@panorama/ui';
import { podSelection, podsUrlSchema, readSelection } from './podsUrl';

describe('the URL of the pods page', () => {
  it('reads back what it wrote', () => {
    const state = {
      q: 'state:crashloop ns:pay-* restarts>3',
      view: 'table' as const,
      sel: [podSelection('prod', 'shop', 'cart-1'), 'group:prod/a,b'],
      group: ['cluster' as const, 'owner' as const],
      color: 'mem.limit' as const,
      z: 'prod/group%3Adefault%2Fteam-a',
      only: true,
      saved: 'x',
      cuts: '50%,70%,80%,95%',
      sort: '-cpu',
      cols: ['name' as const, 'node' as const],
      rotate: ['a', 'b,c'],
      every: 60,
    };
    expect(
      readUrlState(podsUrlSchema, writeUrlState(podsUrlSchema, '', state)),
    ).toEqual(state);
  });

  it('leaves a plain view without any parameter', () => {
    const plain = readUrlState(podsUrlSchema, '');
    expect(writeUrlState(podsUrlSchema, '', plain)).toBe('');
  });

  it('ignores unknown groups, colours and views', () => {
    expect(
      readUrlState(podsUrlSchema, '?group=moon,node&color=mood&view=3d'),
    ).toMatchObject({
      group: ['node'],
      color: 'state',
      view: 'map',
    });
  });

  it('drops selections that name no object', () => {
    expect(readSelection(['pod:a/b', 'pod:a/b/c', 'x', 'group:a/b'])).toEqual([
      { type: 'pod', cluster: 'a', namespace: 'b', name: 'c' },
      { type: 'group', id: 'a/b' },
    ]);
  });
});
