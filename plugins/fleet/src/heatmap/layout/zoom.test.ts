import { clampOffset, levelOf, zoomedPitch, zoomLadder } from './zoom';

describe('zoom levels', () => {
  it.each([
    [3, 1, 'clusters'],
    [4, 1, 'groups'],
    [6, 1, 'pods'],
    [48, 1, 'names'],
    [96, 1, 'containers'],
    [8, 2, 'groups'],
    [96, 2, 'names'],
  ])(
    'a pitch of %i device pixels at ratio %i is the level %s',
    (pitch, dpr, level) => {
      expect(levelOf(pitch, dpr)).toBe(level);
    },
  );

  it.each([1, 2, 3, 8, 0.5, 14])(
    'the ladder from %d climbs and stops at each level',
    fitted => {
      const ladder = zoomLadder(fitted, 1);
      expect(ladder[0]).toBe(fitted);
      expect(ladder).toEqual([...new Set(ladder)].sort((a, b) => a - b));
      expect(ladder).toEqual(expect.arrayContaining([48, 96, 192]));
      ladder
        .slice(1)
        .forEach((rung, i) => expect(rung / ladder[i]).toBeLessThanOrEqual(2));
    },
  );

  it('always takes at least one step, and stops at both ends', () => {
    const ladder = zoomLadder(8, 1);
    expect(zoomedPitch(ladder, 8, 1.01)).toBeGreaterThan(8);
    expect(zoomedPitch(ladder, 8, 0.5)).toBe(8);
    expect(zoomedPitch(ladder, 192, 2)).toBe(192);
    ladder
      .slice(1)
      .forEach((rung, i) =>
        expect(zoomedPitch(ladder, rung, 0.99)).toBe(ladder[i]),
      );
  });
});

describe('clampOffset', () => {
  it.each([
    [-50, 100, 200, 0],
    [50, 400, 200, 0],
    [-300, 400, 200, -200],
    [-100.4, 400, 200, -100],
  ])(
    'offset %d of %i in %i becomes %i',
    (offset, content, viewport, expected) => {
      expect(clampOffset(offset, content, viewport)).toBe(expected);
    },
  );
});
