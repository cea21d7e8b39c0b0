import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { FleetMe } from '@panorama/plugin-fleet-common';
import { screen } from '@testing-library/react';
import { useAccessAdvice } from './useAccessAdvice';

function Advice(props: { me?: FleetMe }) {
  return <output>{useAccessAdvice()(props.me)}</output>;
}

async function adviceFor(more?: Partial<FleetMe>) {
  const me = more && {
    userEntityRef: 'user:default/wei',
    subjects: { groups: [] },
    visible: { clusters: 0, namespaces: 0 },
    ...more,
  };
  renderInTestApp(<Advice me={me} />);
  return screen.findByRole('status');
}

describe('what somebody without rights reads', () => {
  it('is where a name in the clusters was looked for in vain', async () => {
    expect(
      await adviceFor({ advice: { code: 'unknown-subject', source: 'email' } }),
    ).toHaveTextContent('your catalog entry has no e-mail address');
  });

  it('is under which names nothing is open', async () => {
    expect(
      await adviceFor({
        subjects: { user: 'wei@example.com', groups: ['oidc:team-a'] },
        advice: { code: 'no-grant' },
      }),
    ).toHaveTextContent(
      'The clusters know you as wei@example.com and oidc:team-a.',
    );
  });

  it('is which permission is missing', async () => {
    expect(await adviceFor({ advice: { code: 'no-view' } })).toHaveTextContent(
      'the permission fleet.view',
    );
  });

  it('is whom to ask in general until the portal has answered', async () => {
    expect(await adviceFor()).toHaveTextContent('Ask the platform team');
  });
});
