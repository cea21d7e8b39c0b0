import { join } from 'node:path';
import type { ServerCommand } from './ServerProcess.ts';
import {
  ETCD,
  KWOK,
  binaryPath,
  controlPlane,
  toolsetFolder,
  type KubernetesVersion,
} from './toolsets.ts';

/** Where one cluster keeps its files, and which ports are its own. */
export type ClusterLayout = {
  name: string;
  version: KubernetesVersion;
  /** Everything of this cluster lies below. */
  folder: string;
  ports: { api: number; etcd: number; etcdPeer: number };
};

/** Paths below the cluster's folder; written down once, because servers and tests share them. */
export function clusterFiles(folder: string) {
  return {
    etcdData: join(folder, 'etcd'),
    certificates: join(folder, 'certificates'),
    /** Certificate and issuer, made by kube-apiserver at its first start: the trust root of its clients. */
    ca: join(folder, 'certificates', 'apiserver.crt'),
    serviceAccountKey: join(folder, 'sa.key'),
    serviceAccountPublicKey: join(folder, 'sa.pub'),
    tokens: join(folder, 'tokens.csv'),
    kubeconfig: join(folder, 'kubeconfig.json'),
    log: (server: string) => join(folder, `${server}.log`),
  };
}

/** Clients of a test make bursts; the default of 20 requests a second is for real clusters. */
const UNHURRIED = ['--kube-api-qps=1000', '--kube-api-burst=2000'];

export function etcdCommand({
  folder,
  ports,
  name,
}: ClusterLayout): ServerCommand {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return {
    name: `etcd of ${name}`,
    file: binaryPath(ETCD, 'etcd'),
    args: [
      '--name=testbed',
      `--data-dir=${clusterFiles(folder).etcdData}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=testbed=${peer}`,
      // The data outlives no test, and fsync is the slowest part of a write.
      '--unsafe-no-fsync',
      '--quota-backend-bytes=8589934592',
      '--log-level=warn',
    ],
  };
}

export function apiServerCommand(
  layout: ClusterLayout,
  options: { watchList?: boolean; flags?: string[] },
): ServerCommand {
  const files = clusterFiles(layout.folder);
  return {
    name: `kube-apiserver of ${layout.name}`,
    file: binaryPath(controlPlane(layout.version), 'kube-apiserver'),
    args: [
      `--etcd-servers=http://127.0.0.1:${layout.ports.etcd}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${layout.ports.api}`,
      // Without it the server looks for an address of the machine and does not start on one without a network.
      '--advertise-address=127.0.0.1',
      // Loopback is not a legal endpoint address, so the `kubernetes` Service stays without endpoints.
      '--endpoint-reconciler-type=none',
      `--cert-dir=${files.certificates}`,
      '--service-cluster-ip-range=10.0.0.0/16',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${files.serviceAccountPublicKey}`,
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      `--token-auth-file=${files.tokens}`,
      '--authorization-mode=RBAC',
      // Pods can be created before the controller-manager has made the namespace's service account.
      '--disable-admission-plugins=ServiceAccount',
      '--allow-privileged=true',
      ...watchListFlag(options.watchList),
      ...(options.flags ?? []),
    ],
  };
}

/** WatchList is beta, so the gate can still be closed; without a wish the version's own default holds. */
function watchListFlag(watchList: boolean | undefined): string[] {
  return watchList === undefined
    ? []
    : [`--feature-gates=WatchList=${watchList}`];
}

export function controllerManagerCommand(layout: ClusterLayout): ServerCommand {
  const files = clusterFiles(layout.folder);
  return {
    name: `kube-controller-manager of ${layout.name}`,
    file: binaryPath(controlPlane(layout.version), 'kube-controller-manager'),
    args: [
      `--kubeconfig=${files.kubeconfig}`,
      `--service-account-private-key-file=${files.serviceAccountKey}`,
      `--root-ca-file=${files.ca}`,
      '--leader-elect=false',
      // On a busy machine kwok renews leases late; no node of a test is really gone.
      '--node-monitor-grace-period=10m',
      // Nobody asks for its metrics, and a port less is a collision less.
      '--secure-port=0',
      ...UNHURRIED,
    ],
  };
}

export function schedulerCommand(layout: ClusterLayout): ServerCommand {
  return {
    name: `kube-scheduler of ${layout.name}`,
    file: binaryPath(controlPlane(layout.version), 'kube-scheduler'),
    args: [
      `--kubeconfig=${clusterFiles(layout.folder).kubeconfig}`,
      '--leader-elect=false',
      '--secure-port=0',
      ...UNHURRIED,
    ],
  };
}

/** As the kubelet's: renewed every 10 s, and the node controller waits for 50 s. */
const NODE_LEASE_SECONDS = 40;

/** The annotation (with value `custom`) that keeps kwok away from the status of a pod or node that a test wrote. */
export const OWN_STATUS_ANNOTATION = 'kwok.x-k8s.io/status';

export function kwokCommand(
  layout: ClusterLayout,
  stages: 'fast' | 'general',
): ServerCommand {
  return {
    name: `kwok of ${layout.name}`,
    file: binaryPath(KWOK, 'kwok'),
    args: [
      `--kubeconfig=${clusterFiles(layout.folder).kubeconfig}`,
      '--manage-all-nodes=true',
      `--config=${join(toolsetFolder(KWOK), `stages-${stages}.yaml`)}`,
      '--cidr=10.8.0.0/13',
      '--node-ip=10.0.0.1',
      // Off by default; without leases the node controller calls every node NotReady after a minute or two.
      `--node-lease-duration-seconds=${NODE_LEASE_SECONDS}`,
      `--disregard-status-with-annotation-selector=${OWN_STATUS_ANNOTATION}=custom`,
    ],
    // kwok reads `~/.kwok/kwok.yaml` too; a person's own file must not change a test.
    env: { KWOK_WORKDIR: layout.folder },
  };
}
