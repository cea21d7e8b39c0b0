import { PodTable } from '@panorama/plugin-fleet-common';
import { createClassEncoder } from './ClassEncoder';
import type { FakePod, FakePods } from './__testUtils__/FakePods';
import {
  companyPods,
  fullMask,
  inventoryOf,
  listed,
  seededRandom,
  shuffled,
} from './__testUtils__/company';
import { show } from './__testUtils__/viewing';

const PODS = 100_000;
const TICKS = 20;
/** 1,000 a second in ticks of 250 ms. */
const CHANGES_PER_TICK = 250;
const FIRST_PICTURE_BYTES = 1_500_000;

const bytesOf = (frames: Uint8Array[]) =>
  frames.reduce((sum, frame) => sum + frame.length, 0);

const encoderOf = (inventory: FakePods) =>
  createClassEncoder({
    reader: inventory,
    mask: fullMask(inventory),
    clusters: [],
    firstEpoch: 1,
  });

describe('on the wire, 100,000 pods', () => {
  const pods = companyPods(PODS);

  it.each([
    ['in the order in which the clusters list them', listed(pods)],
    [
      'in an inventory that months of churn have mixed',
      shuffled(pods, seededRandom(2)),
    ],
  ])('are at most 1.5 MB for the first picture, %s', (_, ordered) => {
    const frames = encoderOf(inventoryOf(ordered)).keyframe(0);
    expect(bytesOf(frames)).toBeLessThanOrEqual(FIRST_PICTURE_BYTES);
    // Small because it is small, not because something is missing.
    const table = new PodTable();
    show(table, frames);
    expect(table.size).toBe(PODS);
  });

  it('are at most 1.5 MB after a third of them were replaced while somebody watched', () => {
    const inventory = inventoryOf(listed(pods));
    const encoder = encoderOf(inventory);
    const replaced = shuffled(pods, seededRandom(4)).slice(0, PODS / 3);
    replaced.forEach(pod => inventory.delete(pod));
    encoder.tick(inventory.takeChanges(), 0);
    replaced.forEach(pod =>
      inventory.put({
        ...pod,
        name: `${pod.name.slice(0, -5)}${pod.name.slice(-4)}z`,
      }),
    );
    encoder.tick(inventory.takeChanges(), 0);
    expect(bytesOf(encoder.keyframe(0))).toBeLessThanOrEqual(
      FIRST_PICTURE_BYTES,
    );
  });

  it('cost at most 12 bytes per change of state or usage, headers included', () => {
    const inventory = inventoryOf(pods);
    const encoder = encoderOf(inventory);
    const random = seededRandom(3);
    let bytes = 0;
    for (let tick = 0; tick < TICKS; tick++) {
      for (let change = 0; change < CHANGES_PER_TICK; change++) {
        const pod = pods[Math.floor(random() * PODS)];
        inventory.put({ ...pod, ...changeOf(random) });
      }
      bytes += bytesOf(encoder.tick(inventory.takeChanges(), 0));
    }
    expect(bytes / (TICKS * CHANGES_PER_TICK)).toBeLessThanOrEqual(12);
  });
});

/** Half of the changes are of usage, half of state. */
function changeOf(random: () => number): Partial<FakePod> {
  if (random() < 0.5) {
    return {
      cpu: Math.floor(random() * 2000),
      memory: Math.floor(random() * 500_000),
    };
  }
  return random() < 0.5
    ? {
        state: 'crashloop',
        reason: 'CrashLoopBackOff',
        readyContainers: 0,
        restarts: 21,
        restartsLastHour: 3,
      }
    : { state: 'notready', readyContainers: 0 };
}
