import { serveDiscovery } from '../api/discovery';
import { serveList } from '../api/list';
import { serveObject } from '../api/read';
import { serveWatch } from '../api/watch';
import type { KindDefinition } from '../kinds';
import { openAnswer, type Call, type ResourceCall } from './Call';
import { methodNotAllowed } from './status';

function isResourceCall(call: Call): call is ResourceCall {
  return call.info.type === 'resource';
}

/** What unknown paths get: plain text, no Status. kubectl says "the server could not find the requested resource". */
async function servePageNotFound(call: Call): Promise<void> {
  const writer = openAnswer(call, {
    code: 404,
    contentType: 'text/plain; charset=utf-8',
  });
  await writer.write('404 page not found\n');
  await writer.end();
}

async function serveKind(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  switch (call.info.verb) {
    case 'list':
      return serveList(call, kind);
    case 'watch':
      return serveWatch(call, kind);
    case 'get':
      return serveObject(call, kind);
    default:
      throw methodNotAllowed();
  }
}

/** Finds the handler of an authorised call. */
export async function route(call: Call): Promise<void> {
  if (!isResourceCall(call)) {
    if (!(await serveDiscovery(call))) await servePageNotFound(call);
    return;
  }
  const { group, version, plural } = call.info;
  const kind = call.cluster.kinds.findServed(group, version, plural);
  if (!kind) await servePageNotFound(call);
  else await serveKind(call, kind);
}
