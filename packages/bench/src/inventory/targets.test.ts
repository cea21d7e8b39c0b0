import { missedTargets } from './targets';

const result = (
  figures: Record<string, number>,
  ratios: Record<string, number> = {},
) => ({ name: 'fleet-inventory', size: 100_000, figures, ratios, notes: [] });

const names = (...args: Parameters<typeof result>) =>
  missedTargets(result(...args)).map(({ figure }) => figure);

describe('the targets of the inventory', () => {
  it('are met by figures that just reach them', () => {
    expect(
      names(
        {
          bytesPerPod: 400,
          syncSeconds: 10,
          maxStallMs: 20,
          eventsPerSecond: 50_000,
          jsonEventsPerSecond: 20_000,
        },
        { memory: 75, sync: 4 },
      ),
    ).toEqual([]);
  });

  it.each([
    ['bytesPerPod', 401],
    ['syncSeconds', 10.1],
    ['maxStallMs', 21],
    ['eventsPerSecond', 49_999],
    ['jsonEventsPerSecond', 19_999],
  ])('are missed by a %s of %d', (figure, value) => {
    expect(names({ [figure]: value })).toEqual([figure]);
  });

  it('are missed by a figure that is no number', () => {
    expect(names({ maxStallMs: NaN })).toEqual(['maxStallMs']);
  });

  it('judge a ratio only where the peer could be measured', () => {
    expect(names({}, { memory: 74 })).toEqual(['memory']);
    expect(names({}, {})).toEqual([]);
  });

  it('allow a smaller cluster less time', () => {
    const slow = { ...result({ syncSeconds: 2 }), size: 12_000 };
    expect(missedTargets(slow).map(({ figure }) => figure)).toEqual([
      'syncSeconds',
    ]);
  });
});
