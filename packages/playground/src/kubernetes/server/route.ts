import { serveDiscovery } from '../api/discovery';
import { serveList } from '../api/list';
import { serveObject } from '../api/read';
import { serveWatch } from '../api/watch';
import type { KindDefinition } from '../kinds';
import { serveLogs } from '../virtual/logs';
import { serveMetrics } from '../virtual/metrics';
import { serveReview } from '../virtual/reviews';
import { serveCreate } from '../write/create';
import { serveDelete, serveDeleteCollection } from '../write/delete';
import { servePatch } from '../write/patch';
import { serveScale } from '../write/scale';
import { serveUpdate } from '../write/update';
import { openAnswer, type Call, type ResourceCall } from './Call';
import type { Verb } from './RequestInfo';
import { methodNotAllowed, noSuchResource } from './status';

type Handler = (call: ResourceCall, kind: KindDefinition) => Promise<void>;

const OBJECT_HANDLERS: Record<Verb, Handler> = {
  get: serveObject,
  list: serveList,
  watch: serveWatch,
  create: serveCreate,
  update: serveUpdate,
  patch: servePatch,
  delete: serveDelete,
  deletecollection: serveDeleteCollection,
};

const STATUS_HANDLERS: Partial<Record<Verb, Handler>> = {
  get: serveObject,
  update: serveUpdate,
  patch: servePatch,
};

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

function findHandler(
  kind: KindDefinition,
  subresource: string,
  verb: Verb,
): Handler | 'no such path' | undefined {
  if (subresource === '') return OBJECT_HANDLERS[verb];
  if (subresource === 'status' && kind.status) return STATUS_HANDLERS[verb];
  if (subresource === 'scale' && kind.scale) return serveScale;
  if (subresource === 'log' && kind.id === 'pods')
    return verb === 'get' ? serveLogs : undefined;
  return 'no such path';
}

/** POST belongs to a collection, PUT and PATCH to an object. */
function fitsPlace(verb: Verb, name: string): boolean {
  if (verb === 'create') return name === '';
  if (verb === 'update' || verb === 'patch') return name !== '';
  return true;
}

/** Finds the handler of an authorised call. */
export async function route(call: Call): Promise<void> {
  if (!isResourceCall(call)) {
    if (!(await serveDiscovery(call))) await servePageNotFound(call);
    return;
  }
  if ((await serveReview(call)) || (await serveMetrics(call))) return;
  const { group, version, plural, subresource, verb, name } = call.info;
  const kind = call.cluster.kinds.findServed(group, version, plural);
  const handler = kind && findHandler(kind, subresource, verb);
  if (!kind || handler === 'no such path') {
    if (call.cluster.kinds.all().some(it => it.group === group)) {
      throw noSuchResource();
    }
    await servePageNotFound(call);
  } else if (!handler || !fitsPlace(verb, name)) throw methodNotAllowed();
  else await handler(call, kind);
}
