import { podFacts, type PodFacts } from '../../decode/podFacts';
import { POD_FIELDS, type SelectedPod } from '../../decode/selectedPod';
import { systemClock } from '../../watch/Clock';
import { JsonFormat } from '../../watch/formats/JsonFormat';
import type { ObjectFormat } from '../../watch/formats/ObjectFormat';
import { PodProtobufFormat } from '../../watch/formats/PodProtobufFormat';
import { KubernetesTransport } from '../../watch/KubernetesTransport';
import { ObjectReader } from '../../watch/ObjectReader';
import type { ClusterConnection } from '../protocol';

type Rows = Map<string, PodFacts>;

/** Lists and watches the pods of a server in one format. @throws when it answers in another */
async function rowsIn(
  format: ObjectFormat,
  connection: ClusterConnection,
  nowMs: number,
): Promise<{ listed: Rows; watched: Rows }> {
  const transport = new KubernetesTransport(connection);
  const reader = new ObjectReader({
    path: '/api/v1/pods',
    transport,
    clock: systemClock,
    formats: [format],
    onBytes: () => {},
  });
  const { signal } = new AbortController();
  const listed: Rows = new Map();
  const watched: Rows = new Map();
  const put = (rows: Rows, pod: SelectedPod) =>
    rows.set(pod.metadata.uid, podFacts(pod, nowMs));
  try {
    const list = await reader.list({}, pod => put(listed, pod), signal);
    // Without WatchList a watch without a version begins with all pods as well.
    await reader.watch(
      { watch: '1', timeoutSeconds: '60' },
      ({ type, object }) => {
        if (type === 'ADDED' && object) {
          put(watched, object);
        }
        return watched.size < listed.size;
      },
      signal,
    );
    if (!list.metadata?.resourceVersion) {
      throw new Error('the list has no resourceVersion');
    }
  } finally {
    await transport.close();
  }
  return { listed, watched };
}

/** The rows of all pods of a quiet server: from its JSON and from its protobuf. */
export async function rowsInBothFormats(connection: ClusterConnection) {
  const nowMs = Date.now();
  return {
    json: await rowsIn(new JsonFormat(POD_FIELDS), connection, nowMs),
    protobuf: await rowsIn(new PodProtobufFormat(), connection, nowMs),
  };
}
