import { get, type IncomingMessage } from 'node:http';
import { readFile } from 'node:fs/promises';
import { MARKER } from './realisticPod';
import type { Subject } from './subject';

/**
 * Reads the same bytes and looks at none of them: how fast server and sockets
 * are without a client behind them. A side that comes near to this measures them.
 */
export async function open(kubeconfig: string): Promise<Subject> {
  let isSynced = false;
  let sawMarker = false;
  const marker = Buffer.from(MARKER.name);
  const end = Buffer.from('initial-events-end');
  return {
    async sync() {
      const { clusters } = JSON.parse(await readFile(kubeconfig, 'utf8'));
      const response = await new Promise<IncomingMessage>((resolve, reject) =>
        get(
          `${clusters[0].cluster.server}/api/v1/pods?watch=1&sendInitialEvents=true`,
          resolve,
        ).once('error', reject),
      );
      await new Promise<void>(resolve => {
        response.on('data', (chunk: Buffer) => {
          // Events are chunks of HTTP: the texts are never cut in two but by accident.
          if (isSynced) {
            sawMarker ||= chunk.length < 64 * 1024 && chunk.includes(marker);
          } else if (chunk.includes(end)) {
            isSynced = true;
            resolve();
          }
        });
      });
    },
    count: () => Number(process.argv[4]),
    markerRestarts: () => (sawMarker ? 77 : 0),
    memoryBytes: async () => 0,
  };
}
