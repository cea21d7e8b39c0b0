import fc from 'fast-check';
import { foundAddresses } from './foundAddresses';

const found = (key: string, value: string) =>
  foundAddresses(key, value).map(({ scheme, host, port }) =>
    [scheme && `${scheme}://`, host, port && `:${port}`]
      .filter(Boolean)
      .join(''),
  );

describe('addresses in configuration', () => {
  test.each([
    [
      'DB_URL',
      'jdbc:mysql://mysql.middleware.svc:3306/shop?useSSL=false',
      ['jdbc:mysql://mysql.middleware.svc:3306'],
    ],
    [
      'DATABASE_URL',
      'postgres://shop:hunter2@pg.data:5432/shop',
      ['postgres://pg.data:5432'],
    ],
    [
      'MONGO_URI',
      'mongodb://u:p@m-0.m:27017,m-1.m:27017/db?replicaSet=rs',
      ['mongodb://m-0.m:27017', 'mongodb://m-1.m:27017'],
    ],
    ['REDIS_HOST', 'redis-master', ['redis-master']],
    [
      'REDIS',
      'redis.cache.svc.cluster.local',
      ['redis.cache.svc.cluster.local'],
    ],
    [
      'KAFKA_BROKERS',
      'kafka-0.kafka:9092,kafka-1.kafka:9092',
      ['kafka-0.kafka:9092', 'kafka-1.kafka:9092'],
    ],
    ['CART', 'http://cart.shop:8080/api?token=abc', ['http://cart.shop:8080']],
    ['ZK', '10.0.3.7:2181', ['10.0.3.7:2181']],
    [
      'ORDER_DSN',
      'order:$(ORDER_DB_PASSWORD)@tcp(10.20.0.5:3306)/order?parseTime=true',
      ['mysql://10.20.0.5:3306'],
    ],
    [
      'LEDGER_URL',
      'jdbc:oracle:thin:@ledger.corp.example.com:1521:ORCL',
      ['jdbc:oracle:thin://ledger.corp.example.com:1521'],
    ],
    [
      'CRM',
      'Server=tcp:crm-sql.example.com,1433;Database=crm;User Id=sa;Password=x',
      ['crm-sql.example.com:1433'],
    ],
    ['redisHost', 'redis-master', ['redis-master']],
    [
      'application.yaml',
      'spring:\n  redis:\n    host: redis.cache.svc\n  datasource:\n    url: jdbc:mysql://root:secret@db.data:3306/x\n',
      ['jdbc:mysql://db.data:3306', 'redis.cache.svc'],
    ],
  ])('finds what %s = %s points at', (key, value, expected) => {
    expect(found(key, value).sort()).toEqual([...expected].sort());
  });

  test.each([
    ['PASSWORD', 'hunter2:1234'],
    ['DB_PASSWD', 'http://looks.like:80/an-address'],
    ['API_KEY', 'abc.def:99'],
    ['GREETING', 'hello world'],
    ['OPENING_HOURS', '09:30'],
    ['FEATURE_SERVER', 'true'],
    ['RATIO', '1:70000'],
  ])('finds nothing in %s = %s', (key, value) => {
    expect(found(key, value)).toEqual([]);
  });

  it('names the setting inside a file, and the file', () => {
    expect(
      foundAddresses(
        'application.yaml',
        'spring:\n  redis:\n    host: redis-master\n    port: 6379\n',
      ),
    ).toEqual([
      {
        entry: 'application.yaml',
        key: 'spring.redis.host',
        host: 'redis-master',
      },
    ]);
  });

  test.each([
    ['YAML', 'db:\n  # url: jdbc:mysql://old-db:3306/x\n  pool: 5\n'],
    [
      'properties',
      '#db.url=jdbc:mysql://old-db:3306/x\n! see http://wiki:80\n',
    ],
    ['INI', '; host = old-db:3306\n[main]\n'],
    ['XML', '<!-- <url>\nhttp://old-db:3306/\n</url> -->\n<a/>\n'],
    ['C', '/* proxy http://old-db:3306 */\n// http://old-db:3306\n'],
    ['a line', 'retries: 3 # as in http://old-db:3306\nx: 1\n'],
  ])('lets the comments of %s go', (_, text) => {
    expect(foundAddresses('file', text)).toEqual([]);
  });

  it('lets secrets inside a file go', () => {
    expect(
      found('app.yaml', 'db:\n  password: hunter2:1234\n  port: 1\n'),
    ).toEqual([]);
  });

  test.each([
    ['props', 'a.redis.addr=redis.cache:6379\nb=2\n', 'a.redis.addr'],
    [
      'json',
      '{\n "redis": {\n  "host": "redis.cache:6379",\n "x": 1}}',
      'redis.host',
    ],
    ['list', 'kafka:\n  brokers:\n  - redis.cache:6379\n', 'kafka.brokers'],
    ['env', 'export REDIS_ADDR="redis.cache:6379"\nX=1\n', 'REDIS_ADDR'],
  ])('reads the settings of %s', (file, text, key) => {
    expect(foundAddresses(file, text)).toEqual([
      { entry: file, key, host: 'redis.cache', port: 6379 },
    ]);
  });

  it('never returns user information, paths or queries of a URL', () => {
    const secret = fc
      .stringMatching(/^[A-Z0-9]{8,20}$/)
      .map(text => `S3CRET${text}`);
    fc.assert(
      fc.property(secret, secret, secret, (user, password, query) => {
        const text = `mysql://${user}:${password}@db.data:3306/${query}?key=${query}`;
        expect(
          JSON.stringify(foundAddresses('URL', text)).toLowerCase(),
        ).not.toContain('s3cret');
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    const text = `${'a.'.repeat(60_000)}\n${'x://'.repeat(
      20_000,
    )}\n${'jdbc:'.repeat(10_000)}`;
    const startedAt = performance.now();
    foundAddresses('big', text);
    foundAddresses(
      'nested',
      `${'a:\n '.repeat(60_000)}<!--${'/*'.repeat(9_000)}`,
    );
    foundAddresses('words', `x\n${'host = a '.repeat(25_000)}`);
    // Half a second for 200 KB is generous; a quadratic expression takes minutes.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
