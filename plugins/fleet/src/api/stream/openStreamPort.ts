import { systemClock } from './Clock';
import type { Port, SharerMessage, TabMessage } from './messages';
import { StreamSharer, type TabPort } from './StreamSharer';

export type SharerPort = Port<TabMessage, SharerMessage>;

/**
 * The way to whoever holds the connection: the SharedWorker of this origin.
 * `onFailed` is called when its script cannot be loaded.
 *
 * @throws where there are no SharedWorkers.
 */
export function openSharedPort(onFailed: () => void): SharerPort {
  const worker = new SharedWorker(
    new URL('@panorama/plugin-fleet/stream-worker', import.meta.url),
    { type: 'module', name: 'panorama-fleet' },
  );
  worker.addEventListener('error', onFailed);
  return worker.port as SharerPort;
}

/** The same inside this tab: it has a connection of its own. */
export function openOwnPort(): SharerPort {
  const { port1, port2 } = new MessageChannel();
  new StreamSharer({ clock: systemClock }).add(port1 as TabPort);
  return port2 as SharerPort;
}
