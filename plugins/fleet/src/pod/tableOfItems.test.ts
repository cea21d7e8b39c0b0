import { podOfSlot } from '@panorama/plugin-fleet-common';
import { makePod } from '../testUtils/makeTable';
import { tableOfItems } from './tableOfItems';

describe('a table of REST rows', () => {
  it('gives every row back as it was', () => {
    const pods = [
      makePod(
        {
          owner: 'group:default/a',
          entityRef: 'component:default/x',
          system: 's',
        },
        0,
      ),
      makePod(
        {
          cluster: 'edge',
          node: 'n-1',
          zone: 'z',
          tenant: 't',
          reason: 'BackOff',
        },
        1,
      ),
      makePod({ state: 'failed', restarts: 3, restartsLastHour: 2 }, 2),
    ];
    const table = tableOfItems(pods);
    expect(pods.map((_, slot) => podOfSlot(table, slot))).toEqual(pods);
  });

  it('keeps namespaces of the same name in two clusters apart', () => {
    const table = tableOfItems([
      makePod({ cluster: 'a' }),
      makePod({ cluster: 'b' }),
    ]);
    expect(table.namespaces).toHaveLength(2);
  });
});
