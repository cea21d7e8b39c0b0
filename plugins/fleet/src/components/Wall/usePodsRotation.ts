import { readUrlState } from '@panorama/ui';
import { useMemo, useState } from 'react';
import { podsUrlSchema, type PodsUrlState } from '../../hooks/podsUrl';
import type { SavedView } from '../PodsPage/saved/savedViewList';
import { useWallRotation } from './useWallRotation';
import type { WallRotation } from './WallMode';

/**
 * The saved views that the wall goes round, where the address asks for it, and
 * the state of the page that the present one stands for.
 */
export function usePodsRotation(
  url: PodsUrlState,
  views: readonly SavedView[],
): { url: PodsUrlState; rotation: WallRotation | undefined } {
  const isWall = url.view === 'wall';
  const chosen = useMemo(
    () =>
      isWall
        ? url.rotate.flatMap(id => views.find(view => view.id === id) ?? [])
        : [],
    [isWall, url.rotate, views],
  );
  const [isPaused, setPaused] = useState(false);
  const [isTouched, setTouched] = useState(false);
  const everyMs = url.every * 1000;
  const stands = isPaused || isTouched;
  const { index, go } = useWallRotation(chosen.length, everyMs, stands);
  const view = chosen[index];
  return useMemo(() => {
    if (!view) {
      return { url, rotation: undefined };
    }
    return {
      url: {
        ...readUrlState(podsUrlSchema, view.search),
        view: 'wall' as const,
        rotate: url.rotate,
        every: url.every,
      },
      rotation: {
        names: chosen.map(({ name }) => name),
        index,
        everyMs,
        isPaused: stands,
        onPause: () => setPaused(before => !before),
        onTouched: setTouched,
        go,
      },
    };
  }, [url, view, chosen, index, everyMs, stands, go]);
}
