import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultEffect, StreamFault } from '../faults';
import type { ClusterState } from './ClusterState';
import type { ClusterUser } from './ClusterUser';
import { AnswerWriter } from './AnswerWriter';
import type { RequestInfo } from './RequestInfo';

/** One request on its way through the server. */
export type Call = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly info: RequestInfo;
  readonly user: ClusterUser;
  readonly cluster: ClusterState;
  /** What goes wrong with this request on purpose. */
  readonly effects: readonly FaultEffect[];
};

export type ResourceInfo = Extract<RequestInfo, { type: 'resource' }>;

/** A call for a resource, as most handlers take it. */
export type ResourceCall = Call & { readonly info: ResourceInfo };

function streamFault(effects: readonly FaultEffect[]): StreamFault | undefined {
  return effects.find(
    (it): it is StreamFault => it.type === 'drop' || it.type === 'silence',
  );
}

/** Begins the answer; faults and compression are applied below. */
export function openAnswer(
  call: Call,
  options: { code?: number; contentType: string; mayCompress?: boolean },
): AnswerWriter {
  const { response, request, effects } = call;
  response.statusCode = options.code ?? 200;
  response.setHeader('content-type', options.contentType);
  response.setHeader('cache-control', 'no-cache, private');
  return new AnswerWriter(response, {
    fault: streamFault(effects),
    mayCompress:
      options.mayCompress === true &&
      /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')),
  });
}

/** Sends one JSON value. */
export async function sendJson(
  call: Call,
  value: unknown,
  code = 200,
): Promise<void> {
  const writer = openAnswer(call, {
    code,
    contentType: 'application/json',
    mayCompress: true,
  });
  await writer.write(`${JSON.stringify(value)}\n`);
  await writer.end();
}
