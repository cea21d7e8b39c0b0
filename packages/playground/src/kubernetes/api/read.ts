import type { KindDefinition } from '../kinds';
import { openAnswer, type ResourceCall } from '../server/Call';
import { notFound } from '../server/status';
import { negotiateEncoding } from './negotiate';

/** Serves one object. */
export async function serveObject(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const { namespace, name } = call.info;
  const encoding = negotiateEncoding(call, kind);
  const version = call.cluster.store.version(
    kind.id,
    kind.namespaced ? namespace : '',
    name,
  );
  if (!version) throw notFound(kind, name);
  const writer = openAnswer(call, {
    contentType: encoding.contentType,
    mayCompress: true,
  });
  await writer.write(encoding.object(version), 1);
  await writer.end();
}
