import { parentPort } from 'node:worker_threads';

/** Asking for the digest of this cluster kills the thread. */
export const CRASH = 'crash-the-thread';

parentPort?.on('message', message => {
  if (message.type === 'digest' && message.params.cluster === CRASH) {
    throw new Error('crashed for a test');
  }
});
