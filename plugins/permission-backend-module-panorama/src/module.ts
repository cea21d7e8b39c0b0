import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readPolicyConfig } from './config';
import { defaultRules } from './defaultRules';
import { PanoramaPolicy } from './PanoramaPolicy';

/**
 * The permission policy of Panorama: readable rules in `permission.policy`.
 *
 * @public
 */
export const permissionModulePanorama = createBackendModule({
  pluginId: 'permission',
  moduleId: 'panorama-policy',
  register(env) {
    env.registerInit({
      deps: {
        policy: policyExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        userInfo: coreServices.userInfo,
        instance: coreServices.rootInstanceMetadata,
      },
      async init({ policy, config, logger, userInfo, instance }) {
        const { rules, defaults, platformGroups } = readPolicyConfig(config);
        const plugins = await instance.getInstalledPlugins();
        const isKubernetesTabMasked = plugins.some(
          ({ pluginId, modules }) =>
            pluginId === 'kubernetes' &&
            modules.some(({ moduleId }) => moduleId === 'fleet'),
        );
        policy.setPolicy(
          new PanoramaPolicy({
            rules: defaults
              ? [
                  ...rules,
                  ...defaultRules({ platformGroups, isKubernetesTabMasked }),
                ]
              : rules,
            userInfo,
            logger,
          }),
        );
      },
    });
  },
});
