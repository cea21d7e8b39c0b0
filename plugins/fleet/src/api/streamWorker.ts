import { systemClock } from './stream/Clock';
import { StreamSharer, type TabPort } from './stream/StreamSharer';

/** Entry of the SharedWorker: gives each tab to the sharer, nothing else. */
const sharer = new StreamSharer({ clock: systemClock });

// The DOM types of this project describe pages; this is the one event of a SharedWorker.
globalThis.addEventListener('connect', event => {
  const [port] = (event as MessageEvent).ports;
  sharer.add(port as TabPort);
});
