import { act, renderHook } from '@testing-library/react';
import { useWallRotation } from './useWallRotation';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function render(count: number) {
  return renderHook(
    ({ isPaused }: { isPaused: boolean }) =>
      useWallRotation(count, 30_000, isPaused),
    { initialProps: { isPaused: false } },
  );
}

const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms));

describe('the rotation of the wall', () => {
  it('shows each in turn, and begins again after the last', () => {
    const { result } = render(2);
    expect(result.current.index).toBe(0);
    pass(30_000);
    expect(result.current.index).toBe(1);
    pass(30_000);
    expect(result.current.index).toBe(0);
  });

  it('stands still while paused, and goes on with the time that was left', () => {
    const { result, rerender } = render(3);
    pass(20_000);
    rerender({ isPaused: true });
    pass(90_000);
    expect(result.current.index).toBe(0);
    rerender({ isPaused: false });
    pass(9_000);
    expect(result.current.index).toBe(0);
    pass(1_000);
    expect(result.current.index).toBe(1);
  });

  it('goes back from the first to the last, and gives it its whole time', () => {
    const { result } = render(3);
    pass(20_000);
    act(() => result.current.go(-1));
    expect(result.current.index).toBe(2);
    pass(29_000);
    expect(result.current.index).toBe(2);
    pass(1_000);
    expect(result.current.index).toBe(0);
  });

  it('has nothing to turn with one view', () => {
    const { result } = render(1);
    pass(120_000);
    expect(result.current.index).toBe(0);
  });
});
