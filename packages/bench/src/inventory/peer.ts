import {
  CoreV1Api,
  KubeConfig,
  makeInformer,
  type V1Pod,
} from '@kubernetes/client-node';
import { MARKER } from './realisticPod';
import type { Subject } from './subject';

/** `@kubernetes/client-node` as its README shows it: one informer for all pods. */
export async function open(kubeconfig: string): Promise<Subject> {
  let informer: ReturnType<typeof makeInformer<V1Pod>>;
  return {
    async sync() {
      const config = new KubeConfig();
      config.loadFromFile(kubeconfig);
      const api = config.makeApiClient(CoreV1Api);
      informer = makeInformer<V1Pod>(config, '/api/v1/pods', () =>
        api.listPodForAllNamespaces(),
      );
      await new Promise<void>((resolve, reject) => {
        informer.on('error', reject);
        informer.start().then(resolve, reject);
      });
    },
    count: () => informer.list().length,
    markerRestarts: () =>
      informer.get(MARKER.name, MARKER.namespace)?.status
        ?.containerStatuses?.[0].restartCount ?? 0,
    async memoryBytes() {
      globalThis.gc?.();
      await new Promise(resolve => setTimeout(resolve, 500));
      globalThis.gc?.();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    },
  };
}
