import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import pLimit from 'p-limit';
import { Agent, request } from 'undici';
import type { KubernetesJson } from '@panorama/plugin-fleet-node';
import { redacted } from '../clusters/ClusterSource';
import type { ClusterConnection } from '../worker/protocol';

const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Requests of all users together, per cluster: the API server belongs to others too. */
const CONCURRENCY = 8;
const MAX_AGENTS = 1_000;

function pemOf(caData: string | undefined): string | undefined {
  return caData === undefined || caData.includes('-----BEGIN')
    ? caData
    : Buffer.from(caData, 'base64').toString('utf8');
}

/**
 * Single reads from clusters with the portal's own credentials: whole objects,
 * events of a pod, logs. It knows nothing about users; whoever calls it has
 * checked their rights.
 */
export class ClusterClient {
  readonly #agents = new Map<string, Agent>();
  readonly #limits = new Map<string, ReturnType<typeof pLimit>>();

  constructor(
    private readonly connectionOf: (
      cluster: string,
    ) => ClusterConnection | undefined,
  ) {}

  /**
   * @throws NotFoundError when the object has gone, NotAllowedError when the
   * portal itself may not read it, ServiceUnavailableError for the rest.
   */
  async getJson(
    cluster: string,
    path: string,
    signal: AbortSignal,
  ): Promise<{ [key: string]: KubernetesJson }> {
    let limit = this.#limits.get(cluster);
    if (!limit) {
      limit = pLimit(CONCURRENCY);
      this.#limits.set(cluster, limit);
    }
    return limit(async () => {
      const body = await this.#open(
        cluster,
        path,
        AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        TIMEOUT_MS,
      );
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of body) {
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES) {
          body.destroy();
          throw new ServiceUnavailableError(
            `Cluster ${cluster} answered with more than ${
              MAX_BODY_BYTES / 1024 / 1024
            } MiB`,
          );
        }
        chunks.push(chunk);
      }
      return this.#parse(cluster, Buffer.concat(chunks).toString('utf8'));
    });
  }

  /** The body as it comes; ends with `signal`. Errors as in {@link getJson}. */
  async getStream(
    cluster: string,
    path: string,
    signal: AbortSignal,
  ): Promise<Readable> {
    // Nothing may be written for hours while a log is followed.
    return this.#open(cluster, path, signal, 0);
  }

  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map(agent => agent.destroy()));
  }

  async #open(
    cluster: string,
    path: string,
    signal: AbortSignal,
    bodyTimeout: number,
  ): Promise<Readable> {
    const connection = this.connectionOf(cluster);
    if (!connection) {
      throw new ServiceUnavailableError(
        `Cluster ${cluster} cannot be reached: its credentials are not known yet`,
      );
    }
    const { statusCode, body } = await request(
      `${connection.url.replace(/\/+$/, '')}${path}`,
      {
        dispatcher: this.#agent(connection),
        signal,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout,
        headers:
          connection.auth.type === 'token'
            ? { authorization: `Bearer ${connection.auth.token}` }
            : {},
      },
    ).catch(error => {
      throw new ServiceUnavailableError(
        `Cluster ${cluster} did not answer: ${redacted(error)}`,
      );
    });
    if (statusCode === 200) {
      return body;
    }
    const message = await this.#messageOf(body);
    throw this.#error(cluster, statusCode, message);
  }

  /** Kubernetes' own sentence from a `Status`, as far as there is one. */
  async #messageOf(body: Readable): Promise<string> {
    let text = '';
    for await (const chunk of body) {
      text += chunk;
      if (text.length > 16_384) {
        body.destroy();
        break;
      }
    }
    try {
      const status = JSON.parse(text) as { message?: unknown };
      return typeof status.message === 'string' ? redacted(status.message) : '';
    } catch {
      return '';
    }
  }

  #error(cluster: string, statusCode: number, message: string): Error {
    const said = message ? `: ${message}` : '';
    switch (statusCode) {
      case 404:
        return new NotFoundError(
          `Cluster ${cluster} has no such object any more`,
        );
      case 401:
      case 403:
        return new NotAllowedError(
          `Cluster ${cluster} does not let the portal read this${said}`,
        );
      case 400:
        // A container that has not started, a previous run that never was.
        return new ConflictError(
          `Cluster ${cluster} cannot answer this now${said}`,
        );
      default:
        return new ServiceUnavailableError(
          `Cluster ${cluster} answered ${statusCode}${said}`,
        );
    }
  }

  #parse(cluster: string, text: string): { [key: string]: KubernetesJson } {
    try {
      const value: KubernetesJson = JSON.parse(text);
      if (
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value)
      ) {
        return value;
      }
    } catch {
      // Told below, without the text: it may be the page of a proxy.
    }
    throw new ServiceUnavailableError(
      `Cluster ${cluster} answered with something that is not a Kubernetes object; is its url that of the API server?`,
    );
  }

  /** One agent per way of connecting; a changed certificate makes a new one. */
  #agent(connection: ClusterConnection): Agent {
    const { url, caData, serverName, skipTlsVerify, auth } = connection;
    const key = createHash('sha256')
      .update(
        JSON.stringify([
          url,
          caData,
          serverName,
          skipTlsVerify,
          auth.type === 'cert' && auth,
        ]),
      )
      .digest('base64');
    let agent = this.#agents.get(key);
    if (!agent) {
      agent = new Agent({
        connections: CONCURRENCY * 4,
        connect: {
          timeout: CONNECT_TIMEOUT_MS,
          ca: pemOf(caData),
          servername: serverName,
          rejectUnauthorized: !skipTlsVerify,
          ...(auth.type === 'cert' ? { cert: auth.cert, key: auth.key } : {}),
        },
      });
      this.#agents.set(key, agent);
      for (const [oldKey, old] of this.#agents) {
        if (this.#agents.size <= MAX_AGENTS) {
          break;
        }
        this.#agents.delete(oldKey);
        old.close();
      }
    }
    return agent;
  }
}
