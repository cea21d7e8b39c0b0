import { ConfigReader } from '@backstage/config';
import { readServiceMapConfig } from './config';

describe('the configuration of the service map', () => {
  it('needs nothing', () => {
    expect(readServiceMapConfig(new ConfigReader({}))).toEqual({
      refreshSeconds: 30,
      prometheus: [],
    });
  });

  it('names the option that is wrong and what would be right', () => {
    expect(() =>
      readServiceMapConfig(
        new ConfigReader({ serviceMap: { refreshSeconds: 1 } }),
      ),
    ).toThrow(
      'serviceMap.refreshSeconds must be from 5 to 600 seconds (got 1)',
    );
  });
});
