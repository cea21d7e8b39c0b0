/** One GET to an API server. */
export interface TransportRequest {
  /** From the root of the API server, with a leading slash: `/api/v1/pods`. */
  path: string;
  query?: Record<string, string>;
  /** Media types, the preferred one first; JSON when absent. */
  accept?: string;
  /** Ask for gzip: worth it for lists, not available for watches. */
  gzip?: boolean;
  signal: AbortSignal;
}

export interface TransportAnswer {
  status: number;
  /** Lower case, without parameters. */
  contentType: string;
  retryAfter?: string;
  /** Decompressed. Leaving the loop early closes the connection. */
  body: AsyncIterable<Buffer>;
}

/** What a watch needs of the network; `KubernetesTransport` is the real one. */
export interface WatchTransport {
  /** For messages. */
  readonly host: string;
  /** Resolves with the headers; rejects with errors of socket and TLS. */
  get(request: TransportRequest): Promise<TransportAnswer>;
}
