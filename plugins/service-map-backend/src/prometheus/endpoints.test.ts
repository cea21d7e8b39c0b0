import { hostAndPort, known } from './endpoints';

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
