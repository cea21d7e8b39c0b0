import type { KubeObject } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import { mergePatch } from '../ownership/mergePatch';
import { recordUpdate } from '../ownership/managers';
import { sendJson, type ResourceCall } from '../server/Call';
import { readBody } from '../server/readBody';
import { badRequest, methodNotAllowed } from '../server/status';
import { commitChanged } from './commit';
import { readExisting, readWriteOptions, timestamp } from './WriteRequest';

type Scalable = {
  replicas?: number;
  selector?: { matchLabels?: Record<string, string> };
};

function scaleOf({ metadata = {}, spec, status }: KubeObject): KubeObject {
  const { replicas = 0, selector } = (spec ?? {}) as Scalable;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = Object.entries(selector?.matchLabels ?? {}).map(
    ([key, value]) => `${key}=${value}`,
  );
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas },
    status: {
      replicas: ((status ?? {}) as Scalable).replicas ?? 0,
      selector: labels.join(','),
    },
  };
}

/** The `/scale` subresource: reads and writes `spec.replicas` of any kind that has it. */
export async function serveScale(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const existing = readExisting(call, kind);
  const scale = scaleOf(existing.object);
  const { verb } = call.info;
  if (verb === 'get') {
    await sendJson(call, scale);
    return;
  }
  if (verb !== 'update' && verb !== 'patch') throw methodNotAllowed();
  const options = readWriteOptions(call, kind);
  const body = (await readBody(call)) ?? {};
  const wanted = (
    verb === 'patch' ? mergePatch(scale, body) : body
  ) as KubeObject;
  const { replicas } = (wanted.spec ?? {}) as Scalable;
  if (!Number.isInteger(replicas) || (replicas as number) < 0) {
    throw badRequest(
      `spec.replicas must be a whole number from 0 (got ${JSON.stringify(
        replicas,
      )})`,
    );
  }
  const object = structuredClone(existing.object);
  object.spec = { ...(object.spec as object), replicas };
  recordUpdate(
    object,
    existing.object,
    options.manager,
    timestamp(call.cluster.now()),
  );
  await sendJson(
    call,
    scaleOf(commitChanged(call, kind, existing, object, options)),
  );
}
