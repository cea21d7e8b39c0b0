import { TestFleet } from '../estate/__testUtils__/TestFleet';
import { whenRead } from './whenRead';

const never = new AbortController().signal;

describe('the first map', () => {
  it('waits for a fleet that starts later, and for clusters that are being read', async () => {
    const fleet = new TestFleet([]).cluster('prod', 'syncing');
    let asked = 0;
    await whenRead(
      () => {
        asked += 1;
        if (asked === 1) {
          throw new Error('the fleet is not there');
        }
        if (asked === 3) {
          fleet.cluster('prod', 'live');
        }
        return fleet.estate();
      },
      never,
      { everyMs: 1 },
    );
    expect(asked).toBe(3);
  });

  it('does not wait for ever', async () => {
    const fleet = new TestFleet([]).cluster('prod', 'connecting');
    await whenRead(() => fleet.estate(), never, { patienceMs: 20, everyMs: 5 });
    expect(fleet.clusters()[0].freshness).toBe('connecting');
  });

  it('does not wait for what cannot be reached', async () => {
    const fleet = new TestFleet([]).cluster('prod', 'failed');
    const estateAt = jest.fn(() => fleet.estate());
    await whenRead(estateAt, never);
    expect(estateAt).toHaveBeenCalledTimes(1);
  });
});
