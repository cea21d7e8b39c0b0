import { selects, serviceSelects } from './selectors';

describe('a label selector', () => {
  const labels = { app: 'cart', tier: 'web' };

  test.each([
    [{}, true],
    [{ matchLabels: { app: 'cart' } }, true],
    [{ matchLabels: { app: 'cart', tier: 'db' } }, false],
    [expression('tier', 'In', ['web', 'api']), true],
    [expression('tier', 'NotIn', ['web']), false],
    [expression('absent', 'NotIn', ['web']), true],
    [expression('tier', 'Exists'), true],
    [expression('tier', 'DoesNotExist'), false],
    [expression('tier', 'Gt', ['1']), false],
  ])('%j selects app=cart,tier=web: %s', (selector, expected) => {
    expect(selects(selector, labels)).toBe(expected);
  });

  it('of a Service selects nothing when it is empty', () => {
    expect(serviceSelects({}, labels)).toBe(false);
    expect(serviceSelects({ app: 'cart' }, labels)).toBe(true);
    expect(serviceSelects({ app: 'cart' }, undefined)).toBe(false);
  });
});

function expression(key: string, operator: string, values?: string[]) {
  return { matchExpressions: [{ key, operator, values }] };
}
