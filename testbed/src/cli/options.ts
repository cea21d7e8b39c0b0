import { parseArgs } from 'node:util';
import { stateFolder } from '../folders.ts';
import { KUBERNETES_VERSIONS } from '../toolsets.ts';
import { UsageError, choice, wholeNumber } from './main.ts';
import type { SessionOptions } from './session.ts';

export const UP_USAGE = `Starts real Kubernetes clusters, and leaves them running until testbed/down.

testbed/up [--clusters N | --names a,b] [--nodes N] [--no-watch-list] [--kubernetes ${KUBERNETES_VERSIONS.join(
  '|',
)}]
           [--postgres] [--state FOLDER] [--foreground]

  --clusters N     how many, named cluster-1…; default 1
  --names a,b      the same, with names
  --nodes N        nodes of each cluster, in two zones, the first with 4 GPUs; default 3
  --no-watch-list  with the WatchList feature gate closed (--watch-list opens it)
  --kubernetes V   which control plane; default ${KUBERNETES_VERSIONS[0]}
  --postgres       a PostgreSQL as well
  --state FOLDER   where state.json, kubeconfig files and logs go (or PANORAMA_TESTBED_STATE)
  --foreground     stay, and end with Ctrl-C or when the parent process ends

Builds what the cache lacks first. Running it again shows what runs.`;

export type UpOptions = {
  session: SessionOptions;
  folder: string;
  foreground: boolean;
};

/** @throws UsageError that names option, value and what is allowed. */
export function parseUpOptions(args: string[]): UpOptions {
  const { values } = parseArgs({
    args,
    options: {
      clusters: { type: 'string' },
      names: { type: 'string' },
      nodes: { type: 'string', default: '3' },
      'watch-list': { type: 'boolean' },
      'no-watch-list': { type: 'boolean' },
      kubernetes: { type: 'string', default: KUBERNETES_VERSIONS[0] },
      postgres: { type: 'boolean', default: false },
      state: { type: 'string' },
      foreground: { type: 'boolean', default: false },
    },
  });
  if (values.names !== undefined && values.clusters !== undefined) {
    throw new UsageError('give --clusters or --names, not both');
  }
  if (values['watch-list'] && values['no-watch-list']) {
    throw new UsageError('give --watch-list or --no-watch-list, not both');
  }
  const count = wholeNumber('--clusters', values.clusters ?? '1', [1, 9]);
  const names =
    values.names?.split(',') ??
    Array.from({ length: count }, (_, i) => `cluster-${i + 1}`);
  for (const name of names) {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
      throw new UsageError(
        `--names takes lower-case letters, digits and dashes, separated by commas (got ${JSON.stringify(
          name,
        )})`,
      );
    }
  }
  if (new Set(names).size < names.length) {
    throw new UsageError(`--names has a name twice (got ${values.names})`);
  }
  const isGateTouched = values['watch-list'] || values['no-watch-list'];
  return {
    session: {
      clusters: names,
      kubernetes: choice(
        '--kubernetes',
        values.kubernetes,
        KUBERNETES_VERSIONS,
      ),
      ...(isGateTouched ? { watchList: Boolean(values['watch-list']) } : {}),
      nodes: wholeNumber('--nodes', values.nodes, [0, 5000]),
      postgres: values.postgres,
    },
    folder: values.state ?? stateFolder(),
    foreground: values.foreground,
  };
}
