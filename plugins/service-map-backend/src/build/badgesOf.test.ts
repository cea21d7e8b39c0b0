import { edge, node } from '../__testUtils__/maps';
import { badgesOf, type BadgeContext } from './badgesOf';

const quiet: BadgeContext = {
  callers: [],
  callees: [],
  isAnythingMeasured: false,
  isCatalogRead: false,
};

const single = node('prod/shop/cart', {
  workloads: [{ kind: 'Deployment', name: 'cart', desired: 1, ready: 1 }],
});
const call = edge('prod/web/bff', 'prod/shop/cart');
const configured = edge('prod/web/bff', 'prod/shop/cart', {
  witnesses: call.witnesses.map(witness => ({
    ...witness,
    basis: 'configuration',
  })),
});

describe('badges', () => {
  it('warn of a single replica only where somebody depends on it', () => {
    expect(badgesOf(single, { ...quiet, callers: [call] })).toEqual([
      'single-replica',
    ]);
    expect(badgesOf(single, quiet)).toEqual([]);
  });

  it('say that nobody measures a node only where anything is measured', () => {
    const context = { ...quiet, callers: [configured] };
    expect(badgesOf(node('prod/shop/cart'), context)).toEqual([]);
    expect(
      badgesOf(node('prod/shop/cart'), {
        ...context,
        isAnythingMeasured: true,
      }),
    ).toEqual(['no-telemetry']);
  });

  it('show encryption only where every caller has it', () => {
    const encrypted = { ...call, mutualTls: 'all' as const };
    expect(
      badgesOf(node('prod/shop/cart'), { ...quiet, callers: [encrypted] }),
    ).toEqual(['mutual-tls']);
    expect(
      badgesOf(node('prod/shop/cart'), {
        ...quiet,
        callers: [encrypted, { ...call, mutualTls: 'some' }],
      }),
    ).toEqual([]);
  });

  it('miss the catalog only once it was read, and only for what runs here', () => {
    const context = { ...quiet, isCatalogRead: true };
    expect(badgesOf(node('prod/shop/cart'), context)).toEqual([
      'not-in-catalog',
    ]);
    expect(badgesOf(node('outside/bank.example'), context)).toEqual([]);
  });
});
