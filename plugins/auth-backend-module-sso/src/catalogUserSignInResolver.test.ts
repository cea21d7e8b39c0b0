import { NotFoundError } from '@backstage/errors';
import { catalogUserSignInResolver } from './catalogUserSignInResolver';

type Resolver = ReturnType<typeof catalogUserSignInResolver>;
type Input = Parameters<Resolver>[0];
type Context = Parameters<Resolver>[1];

function signedInAs(userinfo: Record<string, unknown>): Input {
  return {
    profile: {},
    result: {
      fullProfile: {
        userinfo: { sub: 'u-17', ...userinfo },
        tokenset: { access_token: 'secret-access-token' },
      },
      session: {
        accessToken: 'secret-access-token',
        tokenType: 'bearer',
        scope: 'openid',
      },
    },
  } as unknown as Input;
}

function catalogWith(answer: () => Promise<{ token: string }>) {
  const signInWithCatalogUser = jest.fn(answer);
  return {
    context: { signInWithCatalogUser } as unknown as Context,
    signInWithCatalogUser,
  };
}

const found = async () => ({ token: 'backstage-token' });
const missing = async () => {
  throw new NotFoundError('User not found');
};

describe('the catalog user resolver', () => {
  it('looks for the catalog user with the verified address', async () => {
    const { context, signInWithCatalogUser } = catalogWith(found);
    await catalogUserSignInResolver()(
      signedInAs({ email: 'lin.wei@example.com', email_verified: true }),
      context,
    );
    expect(signInWithCatalogUser).toHaveBeenCalledWith({
      filter: { kind: 'User', 'spec.profile.email': 'lin.wei@example.com' },
    });
  });

  it('looks for the subject annotation when told to match by subject', async () => {
    const { context, signInWithCatalogUser } = catalogWith(found);
    await catalogUserSignInResolver({ match: 'subject' })(
      signedInAs({}),
      context,
    );
    expect(signInWithCatalogUser).toHaveBeenCalledWith({
      annotations: { 'panorama.io/oidc-subject': 'u-17' },
    });
  });

  it('refuses an address that the provider has not verified', async () => {
    const { context, signInWithCatalogUser } = catalogWith(found);
    await expect(
      catalogUserSignInResolver()(
        signedInAs({ email: 'ceo@example.com', email_verified: false }),
        context,
      ),
    ).rejects.toThrow(/has not verified the address ceo@example.com/);
    expect(signInWithCatalogUser).not.toHaveBeenCalled();
  });

  it('names the missing person and whom to ask, and no token', async () => {
    const { context } = catalogWith(missing);
    const refusal = catalogUserSignInResolver({ contact: 'ops@example.com' })(
      signedInAs({ email: 'new@example.com', email_verified: true }),
      context,
    );
    await expect(refusal).rejects.toThrow(
      'There is no catalog user for new@example.com. Ask ops@example.com to add you to the catalog.',
    );
    await expect(refusal).rejects.not.toThrow(/secret-access-token/);
  });

  it('passes on a failure that is not about the person', async () => {
    const { context } = catalogWith(async () => {
      throw new Error('catalog is down');
    });
    await expect(
      catalogUserSignInResolver()(
        signedInAs({ email: 'a@example.com', email_verified: true }),
        context,
      ),
    ).rejects.toThrow('catalog is down');
  });

  it('refuses options that it does not know', () => {
    expect(() =>
      catalogUserSignInResolver({ macth: 'email' } as never),
    ).toThrow(/macth/);
  });
});
