import { answersOf } from '../../__testUtils__/answersOf';
import type { OpenTelemetryQuestion } from './questions';
import { readOpenTelemetry } from './read';

const read = (
  rows: Parameters<typeof answersOf<OpenTelemetryQuestion>>[0],
  clusterNames = {},
) => readOpenTelemetry(answersOf(rows), { clusterNames });

const pair = { client: 'web', server: 'cart' };

describe('what traces tell', () => {
  it('knows an application by its name and cluster', () => {
    const { edges } = read({ requests: [[pair, 2]], failed: [[pair, 1]] });
    expect(edges).toEqual([
      expect.objectContaining({
        from: { type: 'application', name: 'web', cluster: 'prod' },
        to: { type: 'application', name: 'cart', cluster: 'prod' },
        traffic: { windowSeconds: 300, requestsPerSecond: 2, errorRatio: 0.5 },
      }),
    ]);
  });

  it('takes the cluster of the span before that of Prometheus', () => {
    const { edges } = read(
      { requests: [[{ ...pair, client_k8s_cluster_name: 'east' }, 2]] },
      { east: 'prod-east' },
    );
    expect(edges[0].from).toMatchObject({ cluster: 'prod-east' });
  });

  it('adds up what differs in labels that say nothing about the ends', () => {
    const { edges } = read({
      requests: [
        [{ ...pair, connection_type: 'unset' }, 2],
        [{ ...pair, connection_type: 'unset', client_db_system: 'redis' }, 3],
      ],
    });
    expect(edges).toHaveLength(1);
    expect(edges[0].traffic?.requestsPerSecond).toBe(5);
  });

  it('does not call it zero errors when nobody said how many failed', () => {
    const { edges } = read({ requests: [[pair, 2]] });
    expect(edges[0].traffic).not.toHaveProperty('errorRatio');
  });

  it.each([
    // server                    system                     protocol   endpoint of the server
    [
      '10.0.0.7:3306',
      { client_db_system: 'mysql' },
      'sql',
      { type: 'address', host: '10.0.0.7', port: 3306, cluster: 'prod' },
      { technology: 'mysql' },
    ],
    [
      'orders',
      { client_db_system_name: 'postgresql' },
      'sql',
      { type: 'application', name: 'orders', cluster: 'prod' },
      { technology: 'postgresql' },
    ],
    [
      'orders',
      {},
      'unknown',
      { type: 'application', name: 'orders', cluster: 'prod' },
      { kind: 'database' },
    ],
    [
      'orders',
      { client_db_system: 'who-knows' },
      'unknown',
      { type: 'application', name: 'orders', cluster: 'prod' },
      { kind: 'database' },
    ],
  ])('knows the database %s with %j', (server, labels, protocol, to, what) => {
    const { edges, nodes } = read({
      requests: [
        [{ ...pair, server, ...labels, connection_type: 'database' }, 1],
      ],
    });
    expect(edges).toEqual([
      expect.objectContaining({ to, protocol, reporter: 'caller' }),
    ]);
    expect(nodes).toEqual([expect.objectContaining({ endpoint: to, ...what })]);
  });

  it('knows who is called from outside, and draws no user', () => {
    const { edges, nodes } = read({
      requests: [
        [{ client: 'user', server: 'web', connection_type: 'virtual_node' }, 1],
      ],
    });
    expect(edges).toEqual([]);
    expect(nodes.map(({ endpoint }) => endpoint)).toEqual([
      { type: 'application', name: 'web', cluster: 'prod' },
    ]);
  });

  it('keeps an application that calls itself', () => {
    expect(
      read({ requests: [[{ client: 'web', server: 'web' }, 1]] }).edges,
    ).toHaveLength(1);
  });

  it.each([[{}], [{ client: 'web' }], [{ client: 'web', server: 'unknown' }]])(
    'leaves out %j',
    labels => {
      expect(read({ requests: [[labels, 1]] }).edges).toEqual([]);
    },
  );

  it('says how many spans wait in vain', () => {
    expect(
      read({ requests: [[pair, 9]], unpaired: [[{}, 1]] }).unpairedSpans,
    ).toBe(0.1);
    expect(read({ requests: [[pair, 9]], unpaired: [] }).unpairedSpans).toBe(0);
  });

  it.each([
    ['the question was not answered', { requests: [[pair, 9]] }],
    ['there are no spans', { requests: [], unpaired: [] }],
  ] as Array<[string, Parameters<typeof read>[0]]>)(
    'does not know it when %s',
    (_, rows) => {
      expect(read(rows)).not.toHaveProperty('unpairedSpans');
    },
  );

  it('says when the service graph drops spans', () => {
    expect(read({ dropped: [[{}, 12.4]] }).problems).toEqual([
      {
        message:
          'Prometheus "main": the service graph drops 12 spans a second, so edges are missing (raise max_items of its store)',
        audience: 'operators',
      },
    ]);
  });
});
