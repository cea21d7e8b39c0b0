import { ConfigReader } from '@backstage/config';
import { readFleetConfig, subjectSourceOf, usageSettingsOf } from './config';

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
    [
      { stream: { maxPerUser: 0 } },
      'fleet.stream.maxPerUser must be at least 1 (got 0)',
    ],
    [
      { usage: { intervalSeconds: 1 } },
      'fleet.usage.intervalSeconds must be at least 10 seconds (got 1)',
    ],
    [
      { usage: { prometheus: [{ cluster: 'a', url: 'prometheus:9090' }] } },
      'fleet.usage.prometheus[0].url must be an http or https address',
    ],
    [
      { usage: { prometheus: [{ cluster: 'a' }] } },
      'fleet.usage.prometheus[0].url must be a string',
    ],
    [
      {
        usage: {
          prometheus: [
            { cluster: 'a', url: 'https://p/', labels: { 'a-b': 'c' } },
          ],
        },
      },
      'fleet.usage.prometheus[0].labels.a-b must be the name of a Prometheus label',
    ],
    [
      {
        usage: {
          prometheus: [
            { cluster: 'a', url: 'https://p/' },
            { cluster: 'a', url: 'https://q/' },
          ],
        },
      },
      'fleet.usage.prometheus[1].cluster is already the cluster of fleet.usage.prometheus[0]',
    ],
    [
      {
        usage: {
          prometheus: [
            {
              cluster: 'a',
              url: 'https://p/',
              token: 't',
              headers: { authorization: 'x' },
            },
          ],
        },
      },
      "fleet.usage.prometheus[0].headers must not have 'Authorization' beside 'token'",
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

  it.each([
    { token: 'hunter2\nX-Other: 1' },
    { headers: { 'X-Key': 'hunter2\n' } },
    { headers: { 'X Key': 'hunter2' } },
    { url: 'https://portal:hunter2@prometheus/' },
    { url: 'https://prometheus/?token=hunter2' },
    { token: 4711 },
  ])('repeats no secret when it refuses %#', more => {
    const wrong = { cluster: 'a', url: 'https://prometheus/', ...more };
    let message = '';
    try {
      read({ usage: { prometheus: [wrong] } });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('fleet.usage.prometheus[0].');
    expect(message).not.toMatch(/hunter2|4711/);
  });

  it('hands the settings of a cluster to who measures it', () => {
    const config = read({
      usage: {
        intervalSeconds: 60,
        prometheus: [
          {
            cluster: 'prod-eu',
            url: 'https://thanos.example.org/eu',
            token: 't0p',
            headers: { 'X-Scope-OrgID': 'eu' },
            labels: { cluster: 'eu-1' },
          },
        ],
      },
    });
    expect(usageSettingsOf(config, 'prod-eu')).toEqual({
      intervalMs: 60_000,
      prometheus: {
        url: 'https://thanos.example.org/eu',
        labels: { cluster: 'eu-1' },
        headers: { 'X-Scope-OrgID': 'eu', Authorization: 'Bearer t0p' },
      },
    });
    expect(usageSettingsOf(config, 'prod-cn')).toEqual({ intervalMs: 60_000 });
  });
});
