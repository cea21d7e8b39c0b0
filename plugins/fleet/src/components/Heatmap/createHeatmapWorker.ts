/**
 * The painter's thread. Bundlers see the package's own entry point, so the
 * worker is emitted from the sources and from `dist` alike.
 */
export function createHeatmapWorker(): Worker {
  return new Worker(
    new URL('@panorama/plugin-fleet/heatmap-worker', import.meta.url),
    { type: 'module' },
  );
}
