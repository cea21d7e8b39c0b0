import { picture } from '../__testUtils__/pictures';
import { createMapStore } from './MapStore';

describe('the shared map', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const settled = () => jest.advanceTimersByTimeAsync(0);

  it('is asked for once, however many look', async () => {
    const map = jest.fn(async () => picture([], []));
    const store = createMapStore({ api: { map } });
    store.subscribe(() => {});
    store.subscribe(() => {});
    await settled();
    expect(map).toHaveBeenCalledTimes(1);
    expect(store.get().picture?.build).toBe(1);
  });

  it('rests while nobody looks', async () => {
    const map = jest.fn(async () => picture([], []));
    const store = createMapStore({ api: { map }, refreshMs: 1000 });
    const leave = store.subscribe(() => {});
    await settled();
    leave();
    await jest.advanceTimersByTimeAsync(5000);
    expect(map).toHaveBeenCalledTimes(1);
  });

  it('keeps the last picture when a question fails, and says why', async () => {
    let fails = false;
    const store = createMapStore({
      api: {
        map: async () => {
          if (fails) {
            throw new Error('the portal is restarting');
          }
          return picture([], []);
        },
      },
      refreshMs: 1000,
    });
    store.subscribe(() => {});
    await settled();
    fails = true;
    await jest.advanceTimersByTimeAsync(1000);
    expect(store.get().error?.message).toBe('the portal is restarting');
    expect(store.get().picture?.build).toBe(1);
    fails = false;
    await jest.advanceTimersByTimeAsync(1000);
    expect(store.get().error).toBeUndefined();
  });
});
