import {
  encodeMessage,
  pictureOf,
  type PayloadFrame,
} from '@panorama/plugin-fleet-common';
import { LivePicture } from './LivePicture';
import { namesIn, tableOf } from './__testUtils__/FakePortal';

const clusters = (...names: string[]): PayloadFrame => ({
  type: 'clusters',
  payload: encodeMessage('clusters', {
    serverTime: 0,
    clusters: names.map(name => ({
      name,
      freshness: 'live',
      missingKinds: [],
      hasUsage: true,
    })),
  }),
});

describe('a live picture', () => {
  it('shows the first picture as it comes', () => {
    const live = new LivePicture();
    const two = tableOf('cart-1');
    two.clusters.push('prod-us');
    two.cursors.push({ cluster: 1, epoch: 1, sequence: 0 });
    const [dictionary, first] = pictureOf(two);
    expect(live.apply([dictionary, first]).changed).toBe('all');
    expect(namesIn(live.table)).toEqual(['cart-1']);
    expect(live.table.keyframesToFollow).toBe(1);
  });

  it('keeps a picture on screen until the next one is complete', () => {
    const live = new LivePicture();
    const { table } = live;
    live.apply(pictureOf(tableOf('cart-1')));
    const [dictionary, keyframe] = pictureOf(tableOf('cart-2', 'cart-3'));
    expect(live.apply([dictionary]).changed).toEqual(new Uint32Array());
    expect(namesIn(live.table)).toEqual(['cart-1']);
    expect(live.apply([keyframe]).changed).toBe('all');
    expect(live.table).toBe(table);
    expect(namesIn(table)).toEqual(['cart-2', 'cart-3']);
  });

  it('says which clusters have rows', () => {
    const live = new LivePicture();
    live.apply([clusters('failed-one', 'prod-eu')]);
    expect(live.clusters.map(({ index }) => index)).toEqual([
      undefined,
      undefined,
    ]);
    live.apply(pictureOf(tableOf('cart-1')));
    expect(live.clusters.map(({ index }) => index)).toEqual([undefined, 0]);
  });

  it('forgets everything, also what is not on screen yet', () => {
    const live = new LivePicture();
    live.apply(pictureOf(tableOf('cart-1')));
    const [dictionary, keyframe] = pictureOf(tableOf('cart-2'));
    live.apply([clusters('prod-eu'), dictionary]);
    live.clear();
    expect(live.table.size).toBe(0);
    expect(live.clusters).toEqual([]);
    expect(() => live.apply([keyframe])).toThrow();
  });
});
