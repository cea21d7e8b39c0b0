import { parseArgs } from 'node:util';
import { ensureBuilt } from '../ensureBuilt.ts';
import { cacheFolder } from '../folders.ts';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../toolsets.ts';
import { choice, main } from './main.ts';

const USAGE = `Builds the servers of the test bed that are not in the cache yet.

testbed/build [--kubernetes ${KUBERNETES_VERSIONS.join('|')}] [--verify]

  --kubernetes  which control plane; repeatable; default ${
    KUBERNETES_VERSIONS[0]
  }
  --verify      compare the digests of cached binaries, and build again what differs
  PANORAMA_TESTBED_CACHE      where the cache is
  PANORAMA_TESTBED_BUILD_JOBS how many compilers at a time`;

main(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      kubernetes: { type: 'string', multiple: true },
      verify: { type: 'boolean', default: false },
    },
  });
  const versions: KubernetesVersion[] = values.kubernetes?.map(it =>
    choice('--kubernetes', it, KUBERNETES_VERSIONS),
  ) ?? [KUBERNETES_VERSIONS[0]];
  console.log(`test bed binaries: ${cacheFolder()}`);
  await ensureBuilt({
    versions,
    log: line => console.log(line),
    thorough: values.verify,
  });
});
