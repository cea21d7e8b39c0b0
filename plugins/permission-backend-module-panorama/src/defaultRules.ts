import type { PolicyRule } from './config';

const SIGNED_IN: PolicyRule['who'] = { groups: [], users: [], signedIn: true };

/**
 * What holds when nothing is configured, after the company's own rules.
 *
 * @param isKubernetesTabMasked - whether the Kubernetes tab answers under the
 * rights of the user (`kubernetes-backend-module-fleet` is installed). Without
 * it `kubernetes.resources.read` would show everybody everything.
 */
export function defaultRules(options: {
  platformGroups: string[];
  isKubernetesTabMasked: boolean;
}): PolicyRule[] {
  return [
    {
      name: 'nobody uses the clusters with the token of the portal',
      who: SIGNED_IN,
      permissions: ['kubernetes.proxy'],
      effect: 'deny',
    },
    {
      name: 'platform groups may do everything',
      who: { groups: options.platformGroups, users: [], signedIn: false },
      permissions: ['*'],
      effect: 'allow',
    },
    {
      name: 'everybody reads the catalog and searches it',
      who: SIGNED_IN,
      permissions: ['catalog.entity.read', 'catalog.location.read', 'search.*'],
      effect: 'allow',
    },
    {
      name: 'everybody opens the fleet and the service map',
      who: SIGNED_IN,
      permissions: ['fleet.view', 'service-map.view'],
      effect: 'allow',
    },
    {
      name: 'everybody sees the namespaces that platform or configuration give to him',
      who: SIGNED_IN,
      permissions: ['fleet.namespace.read', 'fleet.logs.read'],
      effect: 'allow-where',
      where: ['hasPlatformRole', 'ownedByGroup'],
    },
    ...(options.isKubernetesTabMasked
      ? [
          {
            name: 'everybody opens the Kubernetes tab, which shows what the fleet would show',
            who: SIGNED_IN,
            permissions: [
              'kubernetes.clusters.read',
              'kubernetes.resources.read',
            ],
            effect: 'allow' as const,
          },
        ]
      : []),
  ];
}
