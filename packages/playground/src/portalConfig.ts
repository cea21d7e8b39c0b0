import type { CatalogLocation } from './catalog/writeCatalog';
import { KUBE_GROUP_PREFIX } from './company/people';

export interface PortalConfigInput {
  clusters: ReadonlyArray<{
    name: string;
    title: string;
    url: string;
    caData: string;
    token: string;
  }>;
  oidc: { metadataUrl: string; clientId: string; clientSecret: string };
  sessionSecret: string;
  locations: readonly CatalogLocation[];
}

/** The part of the portal's configuration that depends on a running playground. */
export function portalConfig(input: PortalConfigInput) {
  return {
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: input.clusters.map(
            ({ name, title, url, caData, token }) => ({
              name,
              title,
              url,
              caData,
              authProvider: 'serviceAccount',
              serviceAccountToken: token,
            }),
          ),
        },
      ],
    },
    auth: {
      environment: 'development',
      session: { secret: input.sessionSecret },
      providers: {
        sso: {
          development: {
            metadataUrl: input.oidc.metadataUrl,
            clientId: input.oidc.clientId,
            clientSecret: input.oidc.clientSecret,
            prompt: 'auto',
            additionalScopes: ['offline_access', 'groups'],
            startUrlSearchParams: { login_channel: 'portal' },
          },
        },
      },
    },
    catalog: { locations: input.locations },
    fleet: {
      access: {
        subjects: {
          user: 'email',
          groups: 'name',
          groupPrefix: KUBE_GROUP_PREFIX,
        },
      },
    },
    permission: {
      policy: { platformGroups: ['group:default/platform-admins'] },
    },
  };
}
