import { mockServices } from '@backstage/backend-test-utils';
import { readPrometheusConfig } from './config';

function read(...prometheus: unknown[]) {
  return readPrometheusConfig(
    mockServices.rootConfig({ data: { serviceMap: { prometheus } as never } }),
  );
}

const valid = {
  name: 'main',
  url: 'https://prometheus.example.com/prefix',
  clusters: ['prod'],
};

describe('the configuration of Prometheus', () => {
  it('is empty where nothing is configured', () => {
    expect(readPrometheusConfig(mockServices.rootConfig({ data: {} }))).toEqual(
      [],
    );
  });

  it('asks about everything within ten seconds unless told otherwise', () => {
    expect(read(valid)).toEqual([
      {
        path: 'serviceMap.prometheus[0]',
        name: 'main',
        url: 'https://prometheus.example.com/prefix',
        headers: {},
        clusters: ['prod'],
        clusterNames: {},
        metricPrefix: {},
        sources: ['istio', 'opentelemetry', 'dubbo', 'exporters'],
        timeoutSeconds: 10,
      },
    ]);
  });

  it('sends the token as a header beside the others', () => {
    const [settings] = read({
      ...valid,
      token: 'secret-token',
      headers: { 'X-Scope-OrgID': 'tenant-1' },
    });
    expect(settings.headers).toEqual({
      'X-Scope-OrgID': 'tenant-1',
      authorization: 'Bearer secret-token',
    });
  });

  it.each([
    [{ url: 'prometheus:9090' }, '[0].url must be an http or https address'],
    [
      { url: 'https://user:pw@prometheus' },
      "[0].url must have no user information, query or fragment: use 'token' and 'headers'",
    ],
    [
      { clusters: ['prod', 'edge'] },
      "[0].clusters must name exactly one cluster, or 'clusterLabel' must name the label that tells clusters apart",
    ],
    [{ clusterLabel: 'cluster-name' }, '[0].clusterLabel must be the name of'],
    [
      { sources: ['zipkin'] },
      "[0].sources[0] must be one of 'istio', 'opentelemetry', 'dubbo', 'exporters'",
    ],
    [{ sources: [] }, '[0].sources must name a source'],
    [
      { timeoutSeconds: 600 },
      '[0].timeoutSeconds must be at most 60 seconds: a build does not wait longer (got 600)',
    ],
    [
      { timeoutSeconds: '10' },
      '[0].timeoutSeconds must be a number of seconds (got "10")',
    ],
    [
      { metricPrefix: { istio: 'workload-' } },
      "[0].metricPrefix.istio must be the start of a metric name, such as 'workload:'",
    ],
    [
      { metricPrefix: { exporters: 'x:' } },
      "[0].metricPrefix has no option 'exporters'",
    ],
    [
      { token: 'a', headers: { Authorization: 'b' } },
      "[0].headers must not have 'Authorization' beside 'token'",
    ],
    [{ bearer: 'a' }, "[0] has no option 'bearer'"],
  ])('refuses %j', (change, message) => {
    expect(() => read({ ...valid, ...change })).toThrow(
      `serviceMap.prometheus${message}`,
    );
  });

  it('refuses two of one name', () => {
    expect(() => read(valid, valid)).toThrow(
      'serviceMap.prometheus[1].name is already the name of serviceMap.prometheus[0] (got "main")',
    );
  });

  it('refuses what is no list', () => {
    expect(() =>
      readPrometheusConfig(
        mockServices.rootConfig({
          data: { serviceMap: { prometheus: { url: 'x' } } },
        }),
      ),
    ).toThrow('serviceMap.prometheus must be a list');
  });

  it('never repeats a secret, however wrong it is', () => {
    const secret = 'S3CR3T';
    for (const change of [
      { token: `${secret}\nX-Other: 1` },
      { headers: { 'X-Key': `${secret}\n` } },
      { url: `ftp://${secret}@host` },
    ]) {
      let message = '';
      try {
        read({ ...valid, ...change });
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain('serviceMap.prometheus[0]');
      expect(message).not.toContain(secret);
    }
  });
});
