import { kubeconfig } from './kubeconfig';

describe('kubeconfig', () => {
  it('has a context with the bare name for the first user and one more for each other', () => {
    const config = JSON.parse(
      kubeconfig([
        {
          name: 'east',
          url: 'https://127.0.0.1:1',
          caData: 'Y2E=',
          tokens: { admin: 'a', alice: 'b' },
        },
        {
          name: 'west',
          url: 'https://127.0.0.1:2',
          caData: 'Y2E=',
          tokens: { admin: 'c' },
        },
      ]),
    );
    expect(config['current-context']).toBe('east');
    expect(
      config.contexts.map((it: { name: string; context: object }) => [
        it.name,
        it.context,
      ]),
    ).toEqual([
      ['east', { cluster: 'east', user: 'east-admin' }],
      ['east-alice', { cluster: 'east', user: 'east-alice' }],
      ['west', { cluster: 'west', user: 'west-admin' }],
    ]);
    expect(config.users).toContainEqual({
      name: 'east-alice',
      user: { token: 'b' },
    });
  });
});
