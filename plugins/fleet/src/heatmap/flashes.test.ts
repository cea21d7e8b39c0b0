import { Flashes } from './flashes';

describe('Flashes', () => {
  it('announces a pod once per change of state', () => {
    const flashes = new Flashes();
    const states = Uint8Array.from([9, 9, 9]);
    flashes.reset(states);
    states[1] = 2;
    expect(flashes.changed(states, [0, 1], 0)).toEqual([1]);
    expect(flashes.changed(states, [0, 1], 100)).toEqual([]);
  });

  it('falls silent over 200 changes a second, and speaks again after that second', () => {
    const flashes = new Flashes();
    const states = new Uint8Array(300).fill(9);
    flashes.reset(states);
    const half = Array.from({ length: 150 }, (_, slot) => slot);
    states.fill(2, 0, 150);
    expect(flashes.changed(states, half, 0)).toHaveLength(150);
    states.fill(3, 0, 150);
    expect(flashes.changed(states, half, 500)).toEqual([]);
    states[0] = 4;
    expect(flashes.changed(states, [0], 1600)).toEqual([0]);
  });

  it('takes pods into account that came after the reset', () => {
    const flashes = new Flashes();
    flashes.reset(new Uint8Array(2));
    const states = Uint8Array.from([0, 0, 5]);
    expect(flashes.changed(states, [2], 0)).toEqual([]);
    states[2] = 1;
    expect(flashes.changed(states, [2], 10)).toEqual([2]);
  });
});
