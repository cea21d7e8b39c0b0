import type {
  LoggerService,
  RootConfigService,
  RootInstanceMetadataService,
} from '@backstage/backend-plugin-api';

/** Module of @backstage/plugin-permission-backend-module-allow-all-policy, which create-app installs. */
const ALLOW_ALL_MODULE = 'allow-all-policy';

const REMEDY =
  'everybody who is signed in sees every namespace of every cluster, and every log. Install a policy that answers with conditions, such as @panorama/plugin-permission-backend-module-panorama';

/** Why everybody may see everything; `undefined` when a policy is asked. */
export async function openPolicyOf(
  config: RootConfigService,
  instance: RootInstanceMetadataService,
): Promise<string | undefined> {
  if (config.getOptionalBoolean('permission.enabled') !== true) {
    return `permission.enabled is not true: ${REMEDY}, and set permission.enabled: true.`;
  }
  const plugins = await instance.getInstalledPlugins();
  const isOpen = plugins.some(
    ({ pluginId, modules }) =>
      pluginId === 'permission' &&
      modules.some(({ moduleId }) => moduleId === ALLOW_ALL_MODULE),
  );
  return isOpen
    ? `The installed permission policy allows everything: ${REMEDY}.`
    : undefined;
}

/** One warning at start, in the words of {@link openPolicyOf}. */
export async function warnAboutOpenPolicy(
  config: RootConfigService,
  instance: RootInstanceMetadataService,
  logger: LoggerService,
): Promise<void> {
  const problem = await openPolicyOf(config, instance);
  if (problem) {
    logger.warn(problem);
  }
}
