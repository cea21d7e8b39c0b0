import { SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  createFrontendModule,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  SignInPageBlueprint,
  type SignInPageProps,
} from '@backstage/plugin-app-react';
import { ssoAuthApi, ssoAuthApiRef } from './ssoAuthApi';

const companySso = {
  id: 'sso',
  title: 'Company SSO · 公司账号',
  message: 'Sign in with your company account · 使用公司账号登录',
  apiRef: ssoAuthApiRef,
};

const PanoramaSignInPage = (props: SignInPageProps) => {
  const config = useApi(configApiRef);
  const title = config.getOptionalString('app.title') ?? 'Panorama';
  if (config.getOptionalBoolean('app.signIn.guest')) {
    return (
      <SignInPage
        {...props}
        title={title}
        align="center"
        providers={[companySso, 'guest']}
      />
    );
  }
  return (
    <SignInPage {...props} title={title} align="center" provider={companySso} />
  );
};

const signInPage = SignInPageBlueprint.make({
  params: { loader: async () => PanoramaSignInPage },
});

/** Sign-in with the company's OpenID provider; guests only where configuration allows them. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [signInPage, ssoAuthApi],
});
