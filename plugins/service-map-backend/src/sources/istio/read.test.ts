import { answersOf } from '../../__testUtils__/answersOf';
import type { IstioQuestion } from './questions';
import { readIstio } from './read';

const pair = {
  source_cluster: 'Kubernetes',
  source_workload_namespace: 'shop',
  source_workload: 'web',
  destination_cluster: 'Kubernetes',
  destination_service_namespace: 'shop',
  destination_service_name: 'cart',
  destination_workload_namespace: 'shop',
  destination_workload: 'cart-v1',
  request_protocol: 'http',
};
const arrived = { ...pair, reporter: 'destination' };
const waypoint = { ...pair, reporter: 'waypoint' };
const neverArrived = {
  ...pair,
  destination_cluster: 'unknown',
  destination_workload_namespace: 'unknown',
  destination_workload: 'unknown',
};

const WEB = {
  type: 'workload',
  cluster: 'prod',
  namespace: 'shop',
  name: 'web',
};
const CART = {
  type: 'service',
  cluster: 'prod',
  namespace: 'shop',
  name: 'cart',
};

const read = (
  rows: Parameters<typeof answersOf<IstioQuestion>>[0],
  clusterNames = {},
) => readIstio(answersOf(rows), { clusterNames });

const onlyEdge = (rows: Parameters<typeof answersOf<IstioQuestion>>[0]) => {
  const { edges } = read(rows);
  expect(edges).toHaveLength(1);
  return edges[0];
};

describe('what proxies report', () => {
  it('adds versions of one service up', () => {
    const { from, to, traffic } = onlyEdge({
      arrived: [
        [arrived, 3],
        [{ ...arrived, destination_workload: 'cart-v2' }, 1],
      ],
      arrivedFailed: [[{ ...arrived, destination_workload: 'cart-v2' }, 1]],
    });
    expect([from, to]).toEqual([WEB, CART]);
    expect(traffic).toMatchObject({ requestsPerSecond: 4, errorRatio: 0.25 });
  });

  it.each([
    ['the callee', { arrived: [[arrived, 5]], sent: [[pair, 4]] }, 5, 'callee'],
    [
      'the waypoint',
      { arrived: [[waypoint, 3]], sent: [[pair, 4]] },
      3,
      'callee',
    ],
    [
      'the callee before its waypoint',
      {
        arrived: [
          [arrived, 5],
          [waypoint, 3],
        ],
      },
      5,
      'callee',
    ],
    ['the caller, where nobody else does', { sent: [[pair, 4]] }, 4, 'caller'],
  ] as Array<[string, Parameters<typeof read>[0], number, string]>)(
    'believes %s',
    (_, rows, requestsPerSecond, reporter) => {
      expect(onlyEdge(rows)).toMatchObject({
        traffic: { requestsPerSecond },
        reporter,
      });
    },
  );

  it.each([
    // flags        arrived failed   → requests, ratio, connect failures
    [
      'UF',
      9,
      0,
      { requestsPerSecond: 10, errorRatio: 0.1, connectFailuresPerSecond: 1 },
    ],
    [
      'UF,URX',
      9,
      0,
      { requestsPerSecond: 10, errorRatio: 0.1, connectFailuresPerSecond: 1 },
    ],
    [
      'UH',
      9,
      0,
      { requestsPerSecond: 10, errorRatio: 0.1, connectFailuresPerSecond: 1 },
    ],
    [
      'UO',
      9,
      0,
      { requestsPerSecond: 10, errorRatio: 0.1, connectFailuresPerSecond: 0 },
    ],
    [
      'NR',
      9,
      0,
      { requestsPerSecond: 10, errorRatio: 0.1, connectFailuresPerSecond: 0 },
    ],
    // These did arrive: the callee has counted them already.
    [
      'UT',
      10,
      1,
      { requestsPerSecond: 10, errorRatio: 0.1, connectFailuresPerSecond: 0 },
    ],
    [
      '-',
      10,
      1,
      { requestsPerSecond: 10, errorRatio: 0.1, connectFailuresPerSecond: 0 },
    ],
    [
      undefined,
      10,
      1,
      { requestsPerSecond: 10, errorRatio: 0.1, connectFailuresPerSecond: 0 },
    ],
  ])(
    'counts each request once when the caller says %j',
    (response_flags, arrivedRate, failedRate, expected) => {
      const labels = arrivedRate === 9 ? neverArrived : pair;
      expect(
        onlyEdge({
          arrived: [[arrived, arrivedRate]],
          arrivedFailed: failedRate ? [[arrived, failedRate]] : [],
          sent: [[pair, 10]],
          sentFailed: [[{ ...labels, response_flags }, 1]],
          tcpFailed: [],
        }).traffic,
      ).toMatchObject(expected);
    },
  );

  it('says nothing about errors, bytes or connections that nobody asked about', () => {
    expect(
      onlyEdge({ arrived: [[arrived, 1]], tcpReceived: [[arrived, 10]] })
        .traffic,
    ).toEqual({ windowSeconds: 300, requestsPerSecond: 1 });
  });

  it('takes silence for zero where the question was answered', () => {
    expect(
      onlyEdge({
        arrived: [[arrived, 1]],
        arrivedFailed: [],
        sentFailed: [],
        tcpFailed: [],
      }).traffic,
    ).toEqual({
      windowSeconds: 300,
      requestsPerSecond: 1,
      errorRatio: 0,
      connectFailuresPerSecond: 0,
    });
  });

  it('knows how calls past every Service fail, and only if that was answered', () => {
    const outside = {
      ...pair,
      destination_service: 'api.example.com',
      destination_service_name: 'BlackHoleCluster',
    };
    const failed = { ...outside, response_flags: 'UH' };
    const rows: Parameters<typeof read>[0] = {
      outside: [[outside, 4]],
      sentFailed: [],
      tcpFailed: [],
    };
    expect(
      onlyEdge({ ...rows, outsideFailed: [[failed, 4]] }).traffic,
    ).toMatchObject({ errorRatio: 1, connectFailuresPerSecond: 4 });
    expect(onlyEdge(rows).traffic).toEqual({
      windowSeconds: 300,
      requestsPerSecond: 4,
    });
  });

  it.each([
    [['mutual_tls'], 'all'],
    [['none'], 'none'],
    [['mutual_tls', 'none'], 'some'],
    [['unknown'], undefined],
    [[undefined], undefined],
  ])('calls connections with policy %j %j', (policies, mutualTls) => {
    expect(
      onlyEdge({
        arrived: policies.map(connection_security_policy => [
          { ...arrived, connection_security_policy },
          1,
        ]),
      }).mutualTls,
    ).toBe(mutualTls);
  });

  it('looks for a request that never arrived where the others do', () => {
    const { edges } = read(
      {
        arrived: [[{ ...arrived, destination_cluster: 'east' }, 9]],
        sentFailed: [[{ ...neverArrived, response_flags: 'UF' }, 1]],
      },
      { east: 'prod-east' },
    );
    expect(edges.map(({ to }) => to)).toEqual([
      { ...CART, cluster: 'prod-east' },
    ]);
  });

  it('does not count the bytes of an ambient call twice', () => {
    const tcp = { ...arrived, request_protocol: 'tcp' };
    const hop = { ...tcp, source_workload: 'shop-waypoint' };
    const { edges } = read({
      arrived: [[waypoint, 1]],
      tcpReceived: [
        [tcp, 10],
        [hop, 10],
      ],
      tcpSent: [[hop, 5]],
    });
    expect(edges).toHaveLength(1);
    expect(edges[0].traffic?.bytesPerSecond).toBe(10);
  });

  it('keeps a workload called waypoint that is none', () => {
    const { edges } = read({
      tcpReceived: [[{ ...arrived, source_workload: 'waypoint' }, 10]],
    });
    expect(edges).toHaveLength(1);
  });

  it.each([
    ['a Service', {}, CART],
    [
      'a workload that no Service leads to',
      {
        destination_service_name: 'unknown',
        destination_service_namespace: undefined,
      },
      { type: 'workload', cluster: 'prod', namespace: 'shop', name: 'cart-v1' },
    ],
    [
      'the host of a ServiceEntry',
      {
        destination_service_name: 'db.example.com',
        destination_service_namespace: 'shop',
      },
      {
        type: 'address',
        host: 'db.example.com',
        cluster: 'prod',
        namespace: 'shop',
      },
    ],
  ])('finds %s', (_, labels, to) => {
    expect(onlyEdge({ arrived: [[{ ...arrived, ...labels }, 1]] }).to).toEqual(
      to,
    );
  });

  it.each([
    ['labels', {}],
    [
      'a callee',
      {
        ...arrived,
        destination_service_name: undefined,
        destination_workload: 'unknown',
      },
    ],
    [
      'a namespace of the callee',
      {
        ...arrived,
        destination_service_namespace: undefined,
        destination_workload_namespace: undefined,
      },
    ],
    [
      'anything but Envoy’s own cluster',
      {
        ...arrived,
        destination_service_name: 'InboundPassthroughClusterIpv4',
        destination_workload: 'unknown',
      },
    ],
  ])('leaves out series without %s', (_, labels) => {
    expect(read({ arrived: [[labels, 1]] })).toEqual({ nodes: [], edges: [] });
  });

  it('knows a callee although nobody knows the caller', () => {
    const { nodes, edges } = read({
      arrived: [
        [{ ...arrived, source_workload: 'unknown' }, 1],
        [{ ...arrived, source_workload: undefined }, 1],
      ],
    });
    expect(edges).toEqual([]);
    expect(nodes.map(({ endpoint }) => endpoint)).toEqual([CART]);
  });

  it('has nothing to say when nothing was answered', () => {
    expect(read({})).toEqual({ nodes: [], edges: [] });
  });
});
