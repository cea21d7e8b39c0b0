import { readFile } from 'node:fs/promises';
import type { AuthService } from '@backstage/backend-plugin-api';
import type {
  ClusterDetails,
  KubernetesCredential,
} from '@backstage/plugin-kubernetes-node';
import {
  FleetClusterHandover,
  isClientSideAuth,
  KubernetesPluginClusters,
} from '@panorama/plugin-fleet-node';
import type { ClusterConnection, ClusterCredentials } from '../worker/protocol';
import { ClusterSource, FoundCluster, redacted } from './ClusterSource';
import { withTimeout } from './withTimeout';

const CREDENTIAL_TIMEOUT_MS = 15_000;
const AUTH_PROVIDER = 'kubernetes.io/auth-provider';

function credentialsOf(credential: KubernetesCredential): ClusterCredentials {
  switch (credential.type) {
    case 'bearer token':
      // Tokens come from files as often as not, with their newline.
      return { type: 'token', token: credential.token.trim() };
    case 'x509 client certificate':
      return { type: 'cert', cert: credential.cert, key: credential.key };
    default:
      return { type: 'none' };
  }
}

/** The clusters of the `kubernetes:` block, with the credentials of its server-side strategies. */
export class KubernetesPluginSource implements ClusterSource {
  readonly title = 'kubernetes plugin';

  constructor(
    private readonly handover: FleetClusterHandover,
    private readonly auth: AuthService,
  ) {}

  async find(signal: AbortSignal): Promise<FoundCluster[]> {
    const plugin = await this.handover.whenProvided();
    const details = await plugin.clusterSupplier.getClusters({
      credentials: await this.auth.getOwnServiceCredentials(),
    });
    return Promise.all(
      details.map(cluster => this.#found(cluster, plugin, signal)),
    );
  }

  async #found(
    details: ClusterDetails,
    plugin: KubernetesPluginClusters,
    signal: AbortSignal,
  ): Promise<FoundCluster> {
    const { name, title } = details;
    if (isClientSideAuth(details)) {
      return {
        name,
        title,
        problem: {
          code: 'bad-credentials-config',
          message: `authProvider "${details.authMetadata[AUTH_PROVIDER]}" logs in as the user in the browser; the fleet needs credentials of its own, such as authProvider "serviceAccount"`,
        },
      };
    }
    try {
      const credential = await withTimeout(
        // Strategies may throw before they return a promise.
        Promise.resolve().then(() =>
          plugin.authStrategy.getCredential(details, {}),
        ),
        CREDENTIAL_TIMEOUT_MS,
        'Getting the credentials',
        signal,
      );
      const connection: ClusterConnection = {
        name,
        title,
        url: details.url,
        caData:
          details.caData ??
          (details.caFile ? await readFile(details.caFile, 'utf8') : undefined),
        skipTlsVerify: details.skipTLSVerify,
        auth: credentialsOf(credential),
      };
      return { name, title, connection };
    } catch (error) {
      return {
        name,
        title,
        problem: { code: 'bad-credentials-config', message: redacted(error) },
      };
    }
  }
}
