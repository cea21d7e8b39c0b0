import { mockServices } from '@backstage/backend-test-utils';
import { warnAboutOpenPolicy } from './warnAboutOpenPolicy';

async function warnings(enabled: boolean | undefined, moduleId: string) {
  const logger = mockServices.logger.mock();
  await warnAboutOpenPolicy(
    mockServices.rootConfig({
      data: enabled === undefined ? {} : { permission: { enabled } },
    }),
    {
      getInstalledPlugins: async () => [
        { pluginId: 'permission', modules: [{ moduleId }] },
      ],
    },
    logger,
  );
  return logger.warn.mock.calls.map(([message]) => message);
}

describe('the warning at start', () => {
  it('comes when permissions are off', async () => {
    expect(await warnings(undefined, 'panorama-policy')).toEqual([
      expect.stringContaining('permission.enabled is not true'),
    ]);
  });

  it('comes when the installed policy allows everything', async () => {
    expect(await warnings(true, 'allow-all-policy')).toEqual([
      expect.stringContaining('allows everything'),
    ]);
  });

  it('does not come with a policy that is asked', async () => {
    expect(await warnings(true, 'panorama-policy')).toEqual([]);
  });
});
