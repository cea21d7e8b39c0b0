import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOOLS_FOLDER, cacheFolder } from './folders.ts';

/** Kubernetes versions that the test bed can run. Only the first is built unless another is asked for. */
export const KUBERNETES_VERSIONS = ['1.36', '1.33'] as const;
export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/** One Go module under `tools/`, and what is built from it. */
export type Toolset = {
  /** Folder under `tools/`. */
  name: string;
  /** The module whose version names the set. */
  module: string;
  /** Binary name → Go package. */
  binaries: Record<string, string>;
  /** Text of `-ldflags` for this version. */
  ldflags: (version: string) => string;
  /** Files that the binaries need beside them, copied out of a module: target name → paths in the module. */
  files?: { module: string; targets: Record<string, string[]> };
  /** How long a cold build took on 2 cores; shown before a person waits for it. */
  coldBuild: string;
};

const STRIPPED = '-s -w';

function kubernetes(name: string, binaries: string[]): Toolset {
  return {
    name,
    module: 'k8s.io/kubernetes',
    binaries: Object.fromEntries(
      binaries.map(it => [it, `k8s.io/kubernetes/cmd/${it}`]),
    ),
    // Without these the server says that it is v0.0.0-master, and clients that compare versions go astray.
    ldflags: version => {
      const [major, minor] = version.slice(1).split('.');
      const variable = 'k8s.io/component-base/version.git';
      return [
        STRIPPED,
        `-X ${variable}Version=${version}`,
        `-X ${variable}Major=${major}`,
        `-X ${variable}Minor=${minor}`,
      ].join(' ');
    },
    coldBuild: 'about 5 minutes',
  };
}

const CONTROL_PLANE = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
];

export const ETCD: Toolset = {
  name: 'etcd',
  module: 'go.etcd.io/etcd/server/v3',
  binaries: { etcd: 'go.etcd.io/etcd/server/v3' },
  ldflags: () => STRIPPED,
  coldBuild: 'half a minute',
};

export const KWOK: Toolset = {
  name: 'kwok',
  module: 'sigs.k8s.io/kwok',
  binaries: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' },
  ldflags: () => STRIPPED,
  // kwok ends with "no stages found" without these; they are shipped in its module, not in its binary.
  files: {
    module: 'sigs.k8s.io/kwok',
    targets: {
      'stages-fast.yaml': [
        'kustomize/stage/node/fast',
        'kustomize/stage/node/heartbeat-with-lease',
        'kustomize/stage/pod/fast',
      ],
      'stages-general.yaml': [
        'kustomize/stage/node/fast',
        'kustomize/stage/node/heartbeat-with-lease',
        'kustomize/stage/pod/general',
      ],
    },
  },
  coldBuild: 'about a minute',
};

/** Only for machines without a kubectl of their own. */
export const KUBECTL: Toolset = {
  ...kubernetes('kubernetes', ['kubectl']),
  coldBuild: 'about 20 seconds after the control plane',
};

export function controlPlane(version: KubernetesVersion): Toolset {
  return kubernetes(
    version === '1.36' ? 'kubernetes' : `kubernetes-${version}`,
    CONTROL_PLANE,
  );
}

/** Everything that one cluster needs. */
export function clusterToolsets(version: KubernetesVersion): Toolset[] {
  return [ETCD, controlPlane(version), KWOK];
}

/** The version that `go.mod` requires of the set's main module, for example `v1.36.1`. */
export function toolsetVersion(toolset: Toolset): string {
  const goMod = readFileSync(
    join(TOOLS_FOLDER, toolset.name, 'go.mod'),
    'utf8',
  );
  const line = goMod
    .split('\n')
    .map(it =>
      it
        .replace(/^\s*require\s+/, '')
        .trim()
        .split(/\s+/),
    )
    .find(([module]) => module === toolset.module);
  if (!line?.[1]) {
    throw new Error(
      `testbed/tools/${toolset.name}/go.mod does not require ${toolset.module}; restore the file`,
    );
  }
  return line[1];
}

/**
 * The folder of a set in the cache. Its name carries a hash of `go.mod` and `go.sum`, so that a changed pin never
 * meets an old binary and an unchanged one is never built twice.
 */
export function toolsetFolder(toolset: Toolset): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(readFileSync(join(TOOLS_FOLDER, toolset.name, file)));
  }
  hash.update(JSON.stringify([toolset.binaries, toolset.files ?? {}]));
  return join(
    cacheFolder(),
    `${Object.keys(toolset.binaries)[0]}-${toolsetVersion(toolset)}-${hash
      .digest('hex')
      .slice(0, 12)}`,
  );
}

/** Path of one built binary, whether or not it is there. */
export function binaryPath(toolset: Toolset, binary: string): string {
  return join(toolsetFolder(toolset), 'bin', binary);
}

/** The parts of a cluster that are not built yet; empty means that `startCluster` can run. */
export function missingTools(version: KubernetesVersion = '1.36'): string[] {
  return clusterToolsets(version)
    .filter(it => !existsSync(join(toolsetFolder(it), 'stamp.json')))
    .map(it => `${it.name} ${toolsetVersion(it)}`);
}
