import type { Endpoint } from '@panorama/plugin-service-map-node';
import { endpointKey, hostAndPort, known } from './endpoints';

describe('hostAndPort', () => {
  it.each([
    ['db.example.com:3306', { host: 'db.example.com', port: 3306 }],
    ['10.0.0.4', { host: '10.0.0.4' }],
    ['[fd00::1]:6379', { host: 'fd00::1', port: 6379 }],
    ['redis://cache.shop:6379', { host: 'cache.shop', port: 6379 }],
    ['http://es-0.es:9200/', { host: 'es-0.es', port: 9200 }],
    ['订单库', { host: '订单库' }],
    ['host:0', { host: 'host' }],
    ['user@host:1', undefined],
    ['/var/run/mysqld.sock', undefined],
    ['a b', undefined],
    ['', undefined],
  ])('reads %j', (text, expected) => {
    expect(hostAndPort(text)).toEqual(expected);
  });
});

describe('known', () => {
  it('knows nothing of what telemetry calls unknown', () => {
    expect(['web', 'unknown', '', undefined].map(known)).toEqual([
      'web',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('endpointKey', () => {
  it('tells apart what differs in anything', () => {
    const place = { cluster: 'a', namespace: 'b' };
    const different: Endpoint[] = [
      { type: 'service', ...place, name: 'c' },
      { type: 'workload', ...place, name: 'c' },
      { type: 'pod', ...place, name: 'c' },
      { type: 'application', ...place, name: 'c' },
      { type: 'application', cluster: 'a', name: 'b/c' },
      { type: 'application', namespace: 'b', name: 'c' },
      { type: 'application', name: 'c' },
      { type: 'address', ...place, host: 'c' },
      { type: 'address', ...place, host: 'c', port: 1 },
      { type: 'address', host: 'c', port: 1 },
      { type: 'entity', entityRef: 'component:default/c' },
    ];
    expect(new Set(different.map(endpointKey)).size).toBe(different.length);
  });
});
