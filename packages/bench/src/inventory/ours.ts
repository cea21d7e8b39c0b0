import type { Worker } from 'node:worker_threads';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import fleetPlugin from '@panorama/plugin-fleet-backend';
import {
  fleetServiceRef,
  type FleetServiceHandle,
} from '@panorama/plugin-fleet-node';
import { MARKER } from './realisticPod';
import type { Subject } from './subject';

/** A heap snapshot collects first, and nothing else can make another thread do that from outside. */
async function collectIn(worker: Worker) {
  const snapshot = await worker.getHeapSnapshot();
  snapshot.resume();
  await new Promise(resolve => snapshot.once('end', resolve));
}

async function memoryOfAllIsolates(workers: Set<Worker>): Promise<number> {
  globalThis.gc?.();
  await new Promise(resolve => setTimeout(resolve, 500));
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  let bytes = heapUsed + external;
  for (const worker of workers) {
    await collectIn(worker);
    const statistics = await worker.getHeapStatistics();
    bytes += statistics.used_heap_size + statistics.external_memory;
  }
  return bytes;
}

/** The fleet plugin in a backend of its own, read through its service ref. */
export async function open(kubeconfig: string): Promise<Subject> {
  const { subject } = await startFleet(kubeconfig);
  return subject;
}

/**
 * A backend with the fleet plugin, and a user who is signed in to it already.
 *
 * @param port - where it listens; 0 keeps it to itself
 */
export async function startFleet(kubeconfig: string, port = 0) {
  const workers = new Set<Worker>();
  process.on('worker', worker => {
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
  });
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () =>
        new ConfigReader({
          backend: {
            baseUrl: `http://localhost:${port}`,
            listen: { port, host: '127.0.0.1' },
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          fleet: {
            clusters: {
              kubernetesPlugin: false,
              // The file appears when the measurement begins.
              refreshSeconds: 5,
              kubeconfigs: [{ path: kubeconfig }],
            },
          },
        }),
    }),
  );
  let fleet: FleetServiceHandle | undefined;
  backend.add(
    createBackendPlugin({
      pluginId: 'bench',
      register(reg) {
        reg.registerInit({
          deps: { service: fleetServiceRef },
          async init({ service }) {
            fleet = service;
          },
        });
      },
    }),
  );
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.userInfo.factory());
  backend.add(fleetPlugin);
  await backend.start();

  const platform = () => fleet!.forPlatform();
  const subject: Subject = {
    async sync() {
      for (;;) {
        const [cluster] = platform().clusters();
        if (cluster?.freshness === 'live') {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    },
    count: () => platform().pods({}).length,
    markerRestarts: () =>
      platform().pods({ namespaces: [MARKER.namespace] })[0]?.restarts ?? 0,
    memoryBytes: () => memoryOfAllIsolates(workers),
  };
  return { subject };
}
