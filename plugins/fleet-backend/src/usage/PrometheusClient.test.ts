import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusSource } from './PrometheusSource';

/** As Prometheus 2.42 answered it, byte for byte. */
const RECORDED =
  '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"namespace":"shop","pod":"cart-0"},"value":[1795272000.5,"125829120"]},{"metric":{"namespace":"shop","pod":"young-0"},"value":[1795272000.5,"NaN"]}]}}';

const never = new AbortController().signal;

let server: Server;
let client: PrometheusClient;

async function serve(
  answer: RequestListener,
  options: {
    path?: string;
    headers?: Record<string, string>;
    max?: number;
  } = {},
) {
  server = createServer(answer);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  client = new PrometheusClient(
    {
      url: `http://127.0.0.1:${port}${options.path ?? ''}`,
      headers: options.headers ?? {},
    },
    options.max,
  );
}

afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  await new Promise(done => server.close(done));
});

const refusal = (signal = never) =>
  client.query('up', 10, signal).catch(error => error);

describe('a Prometheus', () => {
  it('is asked below its path, with the configured headers and a time to give up', async () => {
    const asked: unknown[] = [];
    await serve(
      (request, response) => {
        asked.push([request.url, request.headers.authorization]);
        response.setHeader('content-encoding', 'gzip');
        response.end(gzipSync(RECORDED));
      },
      { path: '/tenant/eu/', headers: { Authorization: 'Bearer t0p' } },
    );
    expect(await client.query('up{a="b c"}', 10, never)).toEqual([
      { labels: { namespace: 'shop', pod: 'cart-0' }, value: 125829120 },
    ]);
    expect(asked).toEqual([
      [
        '/tenant/eu/api/v1/query?query=up%7Ba%3D%22b%20c%22%7D&timeout=10s',
        'Bearer t0p',
      ],
    ]);
  });

  it('is asked four times for a cluster, whatever the number of namespaces', async () => {
    let requests = 0;
    await serve((_, response) => {
      requests += 1;
      response.end(RECORDED);
    });
    const source = new PrometheusSource(client, {});
    await source.readPods(never);
    await source.readNodes(never).catch(() => {});
    expect(requests).toBe(4);
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'protocol'],
    [429, 'throttled'],
    [502, 'server-error'],
    [503, 'server-error'],
  ])('that answers %d gives no numbers: %s', async (status, code) => {
    await serve((_, response) => {
      response.statusCode = status;
      response.end('<html>hunter2</html>');
    });
    const error = await refusal();
    expect(error).toMatchObject({ name: 'UsageError', code });
    expect(error.message).toMatch(
      new RegExp(`^127.0.0.1:\\d+ answered ${status}`),
    );
    expect(error.message).not.toContain('hunter2');
  });

  it('that sends somewhere else is not followed there: the headers are for nobody else', async () => {
    const asked: Array<string | undefined> = [];
    await serve((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { location: '/login' }).end();
    });
    expect(await refusal()).toMatchObject({ code: 'protocol' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a page', '<html></html>', 'is not JSON'],
    [
      'a matrix',
      '{"status":"success","data":{"resultType":"matrix","result":[]}}',
      'not an instant vector',
    ],
    ['nothing', 'null', 'not an instant vector'],
    [
      'an error',
      '{"status":"error","errorType":"execution","error":"too many samples"}',
      'execution: too many samples',
    ],
  ])('that answers %s gives no numbers', async (_what, text, words) => {
    await serve((_, response) => response.end(text));
    const error = await refusal();
    expect(error.name).toBe('UsageError');
    expect(error.message).toContain(words);
  });

  it('whose answer is larger than any cluster is not read to the end', async () => {
    let written = 0;
    await serve(
      (_, response) => {
        const more = () => {
          written += 1;
          if (response.write(' '.repeat(64 * 1024)) && !response.destroyed) {
            setImmediate(more);
          }
        };
        response.on('drain', more);
        more();
      },
      { max: 1024 * 1024 },
    );
    const error = await refusal();
    expect(error.message).toContain('more than 1048576 bytes');
    const atRefusal = written;
    await new Promise(done => setTimeout(done, 100));
    expect(written - atRefusal).toBeLessThan(100);
  });

  it('that says nothing is left when time is up', async () => {
    await serve(() => {});
    const error = await refusal(AbortSignal.timeout(100));
    expect(error.name).toBe('TimeoutError');
  });
});
