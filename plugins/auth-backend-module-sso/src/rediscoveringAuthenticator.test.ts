import { ConfigReader } from '@backstage/config';
import { createRediscoveringAuthenticator } from './rediscoveringAuthenticator';

type Wrapped = Parameters<typeof createRediscoveringAuthenticator>[0];

function authenticatorWith(discoveries: Array<Promise<unknown>>) {
  let tries = 0;
  const wrapped = {
    defaultProfileTransform: async () => ({ profile: {} }),
    initialize: () => ({ promise: discoveries[tries++] }),
    start: async () => ({ url: 'https://sso.example.com/authorize' }),
    authenticate: async () => ({}),
    refresh: async () => ({}),
  } as unknown as Wrapped;
  return { wrapped, tries: () => tries };
}

const settings = {
  callbackUrl: 'http://localhost/callback',
  config: new ConfigReader({
    metadataUrl: 'https://sso.example.com/.well-known',
  }),
};
const startInput = {} as never;

describe('an authenticator that rediscovers its provider', () => {
  it('starts when the provider answers at once', async () => {
    const { wrapped, tries } = authenticatorWith([Promise.resolve()]);
    const authenticator = createRediscoveringAuthenticator(wrapped);
    const context = authenticator.initialize(settings);
    await expect(authenticator.start(startInput, context)).resolves.toEqual({
      url: 'https://sso.example.com/authorize',
    });
    expect(tries()).toBe(1);
  });

  it('says that the provider is down, and asks again later', async () => {
    let clock = 0;
    const { wrapped, tries } = authenticatorWith([
      Promise.reject(new Error('ECONNREFUSED')),
      Promise.resolve(),
    ]);
    const authenticator = createRediscoveringAuthenticator(
      wrapped,
      () => clock,
    );
    const context = authenticator.initialize(settings);
    await expect(authenticator.start(startInput, context)).rejects.toThrow(
      /sign-in provider at https:\/\/sso\.example\.com\/\.well-known does not answer/,
    );
    await expect(authenticator.start(startInput, context)).rejects.toThrow(
      /does not answer/,
    );
    expect(tries()).toBe(1);

    clock += 2_000;
    await expect(authenticator.start(startInput, context)).resolves.toEqual({
      url: 'https://sso.example.com/authorize',
    });
    expect(tries()).toBe(2);
  });
});
