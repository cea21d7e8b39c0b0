import { parseUpOptions } from './options';

describe('the options of testbed/up', () => {
  it('ask for one cluster of the newest version when nothing is said', () => {
    expect(parseUpOptions(['--state', '/tmp/x'])).toEqual({
      session: {
        clusters: ['cluster-1'],
        kubernetes: '1.36',
        nodes: 3,
        postgres: false,
      },
      folder: '/tmp/x',
      foreground: false,
    });
  });

  it('name, count and shape clusters', () => {
    const { session } = parseUpOptions(
      '--names east,west --no-watch-list --kubernetes 1.33 --nodes 0'.split(
        ' ',
      ),
    );
    expect(session).toEqual({
      clusters: ['east', 'west'],
      kubernetes: '1.33',
      watchList: false,
      nodes: 0,
      postgres: false,
    });
  });

  it.each([
    ['--clusters 0', '--clusters must be a whole number from 1 to 9 (got "0")'],
    ['--clusters two', '(got "two")'],
    ['--kubernetes 1.30', '--kubernetes must be one of 1.36, 1.33'],
    ['--names East', '--names takes lower-case letters'],
    ['--names a,a', '--names has a name twice (got a,a)'],
    ['--names a --clusters 2', 'give --clusters or --names, not both'],
    ['--watch-list --no-watch-list', 'not both'],
    ['--cluster 2', "Unknown option '--cluster'"],
  ])('refuse %s with a sentence', (args, sentence) => {
    expect(() => parseUpOptions(args.split(' '))).toThrow(sentence);
  });
});
