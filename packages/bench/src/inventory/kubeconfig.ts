import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a kubeconfig for the pod server of a bench and returns its path. */
export function writeKubeconfig(folder: string, port: number): string {
  const file = join(folder, 'kubeconfig');
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'bench',
      clusters: [
        {
          name: 'bench',
          cluster: {
            // Without TLS on either side: its cost is the same for both.
            server: `http://127.0.0.1:${port}`,
            'insecure-skip-tls-verify': true,
          },
        },
      ],
      users: [{ name: 'bench', user: { token: 'bench' } }],
      contexts: [
        { name: 'bench', context: { cluster: 'bench', user: 'bench' } },
      ],
    }),
  );
  return file;
}
