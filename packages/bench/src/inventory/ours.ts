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
import { SharedMemory } from './SharedMemory';
import type { Subject } from './subject';

/** A heap snapshot collects first, and nothing else can make another thread do that from outside. */
async function collectIn(worker: Worker) {
  const snapshot = await worker.getHeapSnapshot();
  snapshot.resume();
  await new Promise(resolve => snapshot.once('end', resolve));
}

/** Buffers of collected objects are freed in the background: the smallest of some readings is what is held. */
const READINGS = 3;
const BETWEEN_READINGS_MS = 500;

async function memoryOfAllIsolates(
  workers: Set<Worker>,
  shared: SharedMemory,
): Promise<number> {
  let smallest = Infinity;
  for (let reading = 0; reading < READINGS; reading++) {
    globalThis.gc?.();
    await new Promise(resolve => setTimeout(resolve, BETWEEN_READINGS_MS));
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    let bytes = heapUsed + external + shared.bytes;
    for (const worker of workers) {
      await collectIn(worker);
      const statistics = await worker.getHeapStatistics();
      bytes += statistics.used_heap_size + statistics.external_memory;
    }
    smallest = Math.min(smallest, bytes);
  }
  return smallest;
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
  const shared = new SharedMemory();
  process.on('worker', worker => {
    workers.add(worker);
    worker.on('message', message => shared.see(message));
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
    memoryBytes: () => memoryOfAllIsolates(workers, shared),
  };
  return { subject };
}
