import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { ServerFailedError, ServerProcess } from './ServerProcess.ts';
import { TestCluster, type ClusterOptions } from './TestCluster.ts';
import { ClusterClient } from './ClusterClient.ts';
import {
  apiServerCommand,
  clusterFiles,
  etcdCommand,
  type ClusterLayout,
} from './controlPlane.ts';
import { isEtcdHealthy } from './etcd.ts';
import { kubeconfig } from './kubeconfig.ts';
import { throwawayFolder } from './lifeline.ts';
import { freePorts } from './ports.ts';
import { missingTools, type KubernetesVersion } from './toolsets.ts';
import {
  ADMIN,
  PEOPLE,
  PORTAL,
  createTokens,
  tokenFile,
  type ClusterUser,
} from './users.ts';

/** A start takes about 3 s; a machine that builds and tests at the same time is ten times slower. */
const DEADLINE_MS = 60_000;

export type StartClusterOptions = {
  /** For messages, kubeconfig contexts and folders; lower-case letters, digits and dashes. */
  name: string;
  /** Default `1.36`. */
  version?: KubernetesVersion;
  /** Opens or closes the WatchList feature gate. Default: as the version has it (1.36 on, 1.33 off). */
  watchList?: boolean;
  /** Default true. Without it, Deployments make no pods. */
  controllerManager?: boolean;
  /** Default true. Without it, pods stay Pending. */
  scheduler?: boolean;
  /** Plays the kubelets: `fast` (default) runs pods at once, `general` through their containers' states. */
  kwok?: false | 'fast' | 'general';
  /** In addition to `admin` and `portal`. Default `PEOPLE`. */
  people?: ClusterUser[];
  /** More flags for kube-apiserver, for example to provoke faults. */
  apiServerFlags?: string[];
  /** A folder that stays when the cluster ends; its data is emptied first. Default: a temporary one. */
  folder?: string;
  /** How long each server may take to get ready. */
  deadlineMs?: number;
};

async function prepareFolder(
  layout: ClusterLayout,
  users: ClusterUser[],
  tokens: Record<string, string>,
): Promise<void> {
  const files = clusterFiles(layout.folder);
  // A cluster starts empty, in a folder of a former one and at a second attempt too.
  await rm(files.etcdData, { recursive: true, force: true });
  await rm(files.certificates, { recursive: true, force: true });
  await mkdir(files.certificates, { recursive: true });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const secret = { mode: 0o600 };
  await writeFile(files.serviceAccountKey, privateKey, secret);
  await writeFile(files.serviceAccountPublicKey, publicKey, secret);
  await writeFile(files.tokens, tokenFile(users, tokens), secret);
}

async function startStore(layout: ClusterLayout, deadlineMs: number) {
  const etcd = new ServerProcess(
    etcdCommand(layout),
    clusterFiles(layout.folder).log('etcd'),
  );
  await etcd.waitUntilReady(() => isEtcdHealthy(layout.ports.etcd), deadlineMs);
  return etcd;
}

/** Ready when `/readyz` says so over the certificate that the server made for itself. */
async function isApiServerReady(
  layout: ClusterLayout,
  token: string,
): Promise<boolean> {
  const client = new ClusterClient({
    url: `https://127.0.0.1:${layout.ports.api}`,
    ca: await readFile(clusterFiles(layout.folder).ca, 'utf8'),
    token,
  });
  try {
    const answer = await client.request({ path: '/readyz', timeoutMs: 2_000 });
    return answer.status === 200;
  } finally {
    client.close();
  }
}

async function startOnce(
  options: StartClusterOptions,
  folder: { path: string; remove: () => Promise<void> },
): Promise<TestCluster> {
  const [api, etcdPort, etcdPeer] = await freePorts(3);
  const layout: ClusterLayout = {
    name: options.name,
    version: options.version ?? '1.36',
    folder: folder.path,
    ports: { api, etcd: etcdPort, etcdPeer },
  };
  const settled: ClusterOptions = {
    watchList: options.watchList,
    controllerManager: options.controllerManager ?? true,
    scheduler: options.scheduler ?? true,
    kwok: options.kwok ?? 'fast',
    apiServerFlags: options.apiServerFlags ?? [],
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
  };
  const users = [ADMIN, PORTAL, ...(options.people ?? PEOPLE)];
  const tokens = createTokens(users);
  const files = clusterFiles(folder.path);
  await prepareFolder(layout, users, tokens);

  const started: ServerProcess[] = [];
  try {
    const etcd = await startStore(layout, settled.deadlineMs);
    started.push(etcd);
    const apiServer = new ServerProcess(
      apiServerCommand(layout, {
        watchList: settled.watchList,
        flags: settled.apiServerFlags,
      }),
      files.log('kube-apiserver'),
    );
    started.push(apiServer);
    await apiServer.waitUntilReady(
      () => isApiServerReady(layout, tokens.admin),
      settled.deadlineMs,
    );
    const ca = await readFile(files.ca, 'utf8');
    await writeFile(
      files.kubeconfig,
      kubeconfig([
        {
          name: layout.name,
          url: `https://127.0.0.1:${api}`,
          caData: Buffer.from(ca).toString('base64'),
          tokens,
        },
      ]),
      { mode: 0o600 },
    );
    const cluster = new TestCluster({
      layout,
      options: settled,
      ca,
      users,
      tokens,
      servers: new Map([
        ['etcd', etcd],
        ['kube-apiserver', apiServer],
      ]),
      removeFolder: folder.remove,
    });
    cluster.startControllers();
    return cluster;
  } catch (error) {
    await Promise.all(started.map(it => it.stop()));
    throw error;
  }
}

/**
 * Starts etcd, kube-apiserver, and unless told otherwise kube-controller-manager, kube-scheduler and kwok, on free ports
 * of loopback. Resolves when the API server is ready. Several can run at once; all end with this process.
 * @throws Error that says what to build, or ServerFailedError with the last log lines of the server that failed.
 */
export async function startCluster(
  options: StartClusterOptions,
): Promise<TestCluster> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(options.name)) {
    throw new Error(
      `the name of a test bed cluster consists of lower-case letters, digits and dashes (got ${JSON.stringify(
        options.name,
      )})`,
    );
  }
  const missing = missingTools(options.version);
  if (missing.length > 0) {
    throw new Error(
      `the test bed lacks ${missing.join(', ')}; run testbed/build${
        options.version ? ` --kubernetes ${options.version}` : ''
      }`,
    );
  }
  const folder = options.folder
    ? { path: options.folder, remove: async () => {} }
    : await throwawayFolder(options.name);
  await mkdir(folder.path, { recursive: true });
  try {
    try {
      return await startOnce(options, folder);
    } catch (error) {
      // Somebody took one of the ports between the look and the start; other ports are free.
      const isCollision =
        error instanceof ServerFailedError &&
        error.message.includes('address already in use');
      if (!isCollision) throw error;
      return await startOnce(options, folder);
    }
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
