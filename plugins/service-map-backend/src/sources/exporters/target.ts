import type { TechnologyId } from '@panorama/plugin-service-map-common';
import type { Endpoint } from '@panorama/plugin-service-map-node';
import type { PlacedSample } from '../../prometheus/answers';
import { hostAndPort, known } from '../../prometheus/endpoints';
import { isPortOf } from './products';

/** What an exporter speaks about. */
export interface Target {
  endpoint: Endpoint;
  /** Instances of one thing have one: a StatefulSet's pods. */
  group: string;
  /** Rests on a naming habit, and not on a label that says it. */
  isGuess: boolean;
}

/** A Deployment of an exporter alone, as Helm charts name it. */
const EXPORTER = /[-_.]exporter([-_.]|$)/;
/** What charts append to the name of the server for the Service of its exporter. */
const EXPORTER_SUFFIX = /[-_.](exporter|metrics|exporter[-_.]metrics)$/;

/**
 * Which server the labels of a series mean. A label that names it comes first;
 * then the pod, when the exporter is a sidecar; then the name of the Service
 * without `-exporter`; then the host, where Prometheus asks it directly. The
 * port of an exporter says nothing about the server's.
 */
export function targetOf(
  sample: PlacedSample,
  product: TechnologyId,
): Target | undefined {
  const { labels, cluster } = sample;
  const namespace = known(labels.namespace);
  const named = known(labels.brokerIP) ?? known(labels.target);
  if (named) {
    return atAddress(named, cluster, namespace, product);
  }
  if (cluster && namespace) {
    const pod = known(labels.pod);
    if (pod && !EXPORTER.test(pod)) {
      return {
        endpoint: { type: 'pod', cluster, namespace, name: pod },
        group: `${cluster}/${namespace}/${pod.replace(/-\d+$/, '')}`,
        isGuess: false,
      };
    }
    const name = known(labels.service)?.replace(EXPORTER_SUFFIX, '');
    if (name) {
      return {
        endpoint: { type: 'service', cluster, namespace, name },
        group: `${cluster}/${namespace}/${name}`,
        isGuess: true,
      };
    }
  }
  const instance = known(labels.instance);
  // An address of a pod that only runs the exporter leads to the exporter.
  return instance && !labels.pod
    ? atAddress(instance, cluster, undefined, product)
    : undefined;
}

function atAddress(
  text: string,
  cluster: string | undefined,
  namespace: string | undefined,
  product: TechnologyId,
): Target | undefined {
  const address = hostAndPort(text);
  if (!address) {
    return undefined;
  }
  const { host, port } = address;
  const hasServersPort = port !== undefined && isPortOf(product, port);
  return {
    endpoint: {
      type: 'address',
      host,
      ...(hasServersPort && { port }),
      ...(cluster && { cluster }),
      ...(namespace && { namespace }),
    },
    group: `${cluster ?? ''}//${host}:${hasServersPort ? port : ''}`,
    isGuess: false,
  };
}
