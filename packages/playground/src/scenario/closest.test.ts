import { closest } from './closest';

describe('closest', () => {
  const names = ['redis-down', 'node-lost', 'quota-full'];

  it.each([
    ['redis', 'redis-down'],
    ['Redis_Down', 'redis-down'],
    ['nodelost', 'node-lost'],
    ['quota-fuul', 'quota-full'],
    ['lost', 'node-lost'],
    ['x', undefined],
    ['kafka-down', undefined],
  ])('of %s is %s', (typed, meant) => {
    expect(closest(typed, names)).toBe(meant);
  });
});
