import { parse } from 'yaml';
import type { KubeObject } from '../KubeObject';
import type { Call } from './Call';
import { StatusError, badRequest, unsupportedMediaType } from './status';

/** kube-apiserver's limit of a request body. */
const MAX_BYTES = 3 * 1024 * 1024;

async function readBytes(call: Call): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of call.request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BYTES) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${MAX_BYTES}`,
      );
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export function contentTypeOf(call: Call): string {
  return String(call.request.headers['content-type'] ?? 'application/json')
    .split(';')[0]
    .trim()
    .toLowerCase();
}

function parseText(text: string, contentType: string): unknown {
  // Objects are merged by key; this one is a key to JSON and a prototype to JavaScript.
  if (text.includes('__proto__'))
    throw badRequest('the body must not contain the key __proto__');
  try {
    return contentType.endsWith('yaml') ? parse(text) : JSON.parse(text);
  } catch (cause) {
    throw badRequest(
      `error decoding the body as ${contentType}: ${String(cause)}`,
    );
  }
}

/**
 * The body as JSON value; undefined when it is empty.
 * @throws StatusError 400 for text that is no JSON or YAML, 413 above 3 MiB
 */
export async function readBody(call: Call): Promise<unknown> {
  const text = (await readBytes(call)).toString('utf8');
  return text.trim() === '' ? undefined : parseText(text, contentTypeOf(call));
}

/** @throws StatusError 415 for anything but JSON and YAML, 400 when it is not an object */
export async function readObject(call: Call): Promise<KubeObject> {
  const contentType = contentTypeOf(call);
  if (!['application/json', 'application/yaml'].includes(contentType)) {
    throw unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml`,
    );
  }
  const body = await readBody(call);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('the body of the request must be an object');
  }
  return body as KubeObject;
}
