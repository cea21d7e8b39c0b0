/** What the test bed asks etcd itself, over its JSON gateway: no client library needed. */

const TIMEOUT_MS = 10_000;

async function call<T>(port: number, path: string, body: object): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`etcd answered ${answer.status} to ${path}: ${text}`);
  }
  return JSON.parse(text) as T;
}

/** True once etcd has a leader and serves reads. */
export async function isEtcdHealthy(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return (
    answer.ok && ((await answer.json()) as { health: string }).health === 'true'
  );
}

/**
 * Forgets all revisions before the present one, as the API server does every five minutes, and returns that revision.
 * Kubernetes' resourceVersions are etcd's revisions.
 */
export async function compactEtcd(port: number): Promise<string> {
  // base64 of "/", because the gateway takes bytes; the answer's header has the revision whether or not the key exists.
  const { header } = await call<{ header: { revision: string } }>(
    port,
    '/v3/kv/range',
    { key: 'Lw==', count_only: true },
  );
  await call(port, '/v3/kv/compaction', {
    revision: header.revision,
    physical: true,
  });
  return header.revision;
}
