import { edge } from '../__testUtils__/pictures';
import { indexOf, neighbourhood, reach } from './neighbourhood';

// gateway → bff → api → redis, and api → bff closes a circle
const index = indexOf([
  edge('gateway', 'bff'),
  edge('bff', 'api'),
  edge('api', 'redis'),
  edge('api', 'bff'),
]);

describe('around a node', () => {
  it('are callers and callees within their depths', () => {
    expect([...neighbourhood(index, 'api', 1, 1)]).toEqual([
      ['api', 0],
      ['bff', -1],
      ['redis', 1],
    ]);
  });

  it('go on as far as one asks', () => {
    expect(neighbourhood(index, 'redis', 3, 0).get('gateway')).toBe(-3);
  });

  it('is everything that a fault of it can reach, though calls run in circles', () => {
    expect([...reach(index, 'redis').upstream].sort()).toEqual([
      'api',
      'bff',
      'gateway',
      'redis',
    ]);
    expect([...reach(index, 'bff').downstream].sort()).toEqual([
      'api',
      'bff',
      'redis',
    ]);
  });
});
