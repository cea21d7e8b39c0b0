import { useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { usePanoramaTokens, wallTokens } from '@panorama/ui';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';
import type { FleetSnapshot, FleetStream } from '../../api/FleetStream';
import { createHeatmap } from '../../heatmap';
import type {
  Heatmap,
  HeatmapCallbacks,
  HeatmapView,
} from '../../heatmap/types';
import { createHeatmapWorker } from './createHeatmapWorker';
import { heatmapTokens } from './heatmapTokens';

/** What the picture is drawn from: the live stream, or a fixed table of a card. */
export type HeatmapSource = Pick<FleetStream, 'subscribe' | 'getSnapshot'>;

/** The lifetime of one heatmap in a container; all ideas are in `heatmap/`. */
export function useHeatmap(options: {
  container: RefObject<HTMLElement>;
  source: HeatmapSource;
  view: HeatmapView;
  callbacks: HeatmapCallbacks;
}): { heatmap: Heatmap | undefined; error: Error | undefined } {
  const { container, source, view, callbacks } = options;
  const theme = useTheme();
  const themeTokens = usePanoramaTokens();
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)', {
    noSsr: true,
  });
  const { fontFamily } = theme.typography;
  const tokens = useMemo(
    () =>
      heatmapTokens(
        view.wall ? wallTokens : themeTokens,
        fontFamily ?? 'sans-serif',
      ),
    [fontFamily, themeTokens, view.wall],
  );
  const latest = useRef(callbacks);
  latest.current = callbacks;
  const firstTokens = useRef(tokens);
  firstTokens.current = tokens;
  const firstView = useRef(view);
  firstView.current = view;
  const [heatmap, setHeatmap] = useState<Heatmap>();
  const [error, setError] = useState<Error>();

  useLayoutEffect(() => {
    const element = container.current;
    if (!element) {
      return undefined;
    }
    let created: Heatmap;
    try {
      created = createHeatmap({
        container: element,
        tokens: firstTokens.current,
        createWorker: createHeatmapWorker,
        reducedMotion,
        callbacks: {
          onHover: hover => latest.current.onHover?.(hover),
          onSelect: (slots, gesture) =>
            latest.current.onSelect?.(slots, gesture),
          onSelectGroup: group => latest.current.onSelectGroup?.(group),
          onFocus: cell => latest.current.onFocus?.(cell),
          onViewChange: viewport => latest.current.onViewChange?.(viewport),
          onBackend: backend => latest.current.onBackend?.(backend),
          onError: problem => {
            setError(problem);
            latest.current.onError?.(problem);
          },
        },
      });
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
      return undefined;
    }
    const show = (snapshot: FleetSnapshot) =>
      [snapshot.table, snapshot.clusters] as const;
    created.setView(firstView.current);
    created.setData(...show(source.getSnapshot()), { changed: 'all' });
    const unsubscribe = source.subscribe(change =>
      created.setData(...show(source.getSnapshot()), change),
    );
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element);
    setHeatmap(created);
    return () => {
      observer.disconnect();
      unsubscribe();
      created.destroy();
      setHeatmap(undefined);
    };
  }, [container, source, reducedMotion]);

  useEffect(() => heatmap?.setTokens(tokens), [heatmap, tokens]);
  useEffect(() => heatmap?.setView(view), [heatmap, view]);
  return { heatmap, error };
}
