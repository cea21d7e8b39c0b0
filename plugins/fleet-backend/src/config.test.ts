import { ConfigReader } from '@backstage/config';
import { readFleetConfig, subjectSourceOf } from './config';

const read = (fleet: object) =>
  readFleetConfig(new ConfigReader({ fleet } as never));

describe('the fleet configuration', () => {
  it('is complete when nothing is written', () => {
    expect(readFleetConfig(new ConfigReader({}))).toMatchObject({
      clusters: { kubernetesPlugin: true, kubeconfigs: [], refreshSeconds: 60 },
      access: { subjects: { user: 'email', groups: 'name', groupPrefix: '' } },
    });
  });

  it('completes the entity refs of groups', () => {
    expect(
      read({
        access: { namespaces: [{ namespace: 'pay-*', groups: ['Payments'] }] },
      }).access.namespaces[0].groups,
    ).toEqual(['group:default/payments']);
  });

  it.each([
    [
      { access: { subjects: { user: 'mail' } } },
      `fleet.access.subjects.user must be 'email', 'name' or 'annotation:<key>' (got "mail")`,
    ],
    [
      { access: { namespaces: [{ groups: ['a'] }] } },
      `fleet.access.namespaces[0] must have 'cluster', 'namespace' or 'workspace'`,
    ],
    [
      { access: { namespaces: [{ namespace: 'x', groups: [] }] } },
      'fleet.access.namespaces[0].groups must name at least one catalog group',
    ],
    [
      { clusters: { kubeconfig: '~/.kube/config' } },
      `fleet.clusters has no option 'kubeconfig'`,
    ],
    [
      { clusters: { kubeconfigs: [{ contexts: ['a'] }] } },
      'fleet.clusters.kubeconfigs[0].path must be a string',
    ],
    [
      { correlation: { refreshSeconds: 1 } },
      'fleet.correlation.refreshSeconds must be at least 5 seconds (got 1)',
    ],
  ])('refuses %j and says what would be right', (fleet, message) => {
    expect(() => read(fleet)).toThrow(message);
  });

  it('names every wrong option at once', () => {
    expect(() =>
      read({
        correlation: { refreshSeconds: 'often' },
        clusters: { refreshSeconds: 1 },
      }),
    ).toThrow(/clusters\.refreshSeconds.*correlation\.refreshSeconds/);
  });

  it('reads the key of an annotation', () => {
    expect(subjectSourceOf('annotation:zto.com/id')).toEqual({
      annotation: 'zto.com/id',
    });
  });
});
