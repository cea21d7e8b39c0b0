import type { IncomingMessage, RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { startHttpServer } from '../__testUtils__/startHttpServer';
import type { PrometheusSettings } from './config';
import {
  PrometheusClient,
  type PrometheusClientOptions,
} from './PrometheusClient';

const SECRET = 'S3CR3T-t0ken';
const NOW = Date.UTC(2026, 10, 21, 12, 0, 30);

const opened: Array<{ close(): Promise<unknown> }> = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(it => it.close()));
});

async function clientOf(
  listener: RequestListener,
  settings: Partial<PrometheusSettings> = {},
  options: PrometheusClientOptions = {},
) {
  const server = await startHttpServer(listener);
  const client = new PrometheusClient(
    {
      path: 'serviceMap.prometheus[0]',
      name: 'main',
      url: `${server.url}/select/`,
      headers: { authorization: `Bearer ${SECRET}`, 'X-Scope-OrgID': 'org-7' },
      clusters: ['prod'],
      clusterNames: {},
      metricPrefix: {},
      sources: ['istio'],
      timeoutSeconds: 5,
      ...settings,
    },
    options,
  );
  opened.push(client, server);
  return client;
}

const ask = (client: PrometheusClient, signal = new AbortController().signal) =>
  client.query('up', { time: NOW, signal });

const vector = (...result: unknown[]) =>
  JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });

const answering =
  (status: number, body: string, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

async function bodyOf(request: IncomingMessage) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return new URLSearchParams(text);
}

/** Everything of an error that could reach a log. */
async function failureOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  let all = '';
  for (let it: unknown = error; it instanceof Error; it = (it as Error).cause) {
    all += `${it.message}\n${it.stack}\n${JSON.stringify(it)}\n`;
  }
  expect(error).toBeDefined();
  expect(all).not.toContain(SECRET);
  expect(all).not.toContain('org-7');
  return error!.message;
}

describe('a Prometheus client', () => {
  it('posts the question with its moment and its deadline', async () => {
    let seen: Record<string, unknown> = {};
    const client = await clientOf(async (request, response) => {
      seen = {
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        org: request.headers['x-scope-orgid'],
        ...Object.fromEntries(await bodyOf(request)),
      };
      response.end(vector());
    });
    await ask(client);
    expect(seen).toEqual({
      method: 'POST',
      url: '/select/api/v1/query',
      authorization: `Bearer ${SECRET}`,
      org: 'org-7',
      query: 'up',
      time: '1795262430.000',
      timeout: '5s',
    });
  });

  it('leaves out values that are no finite number', async () => {
    const client = await clientOf(
      answering(
        200,
        vector(
          { metric: { a: '1' }, value: [1, '0.5'] },
          { metric: { a: '2' }, value: [1, 'NaN'] },
          { metric: { a: '3' }, value: [1, '+Inf'] },
          { metric: {}, value: [1, '7'] },
        ),
      ),
    );
    expect(await ask(client)).toEqual({
      samples: [
        { labels: { a: '1' }, value: 0.5 },
        { labels: {}, value: 7 },
      ],
      warnings: [],
    });
  });

  it('passes on what Prometheus says is missing', async () => {
    const client = await clientOf(
      answering(
        200,
        JSON.stringify({
          status: 'success',
          warnings: ['store "eu" unreachable'],
          data: { resultType: 'vector', result: [] },
        }),
      ),
    );
    expect((await ask(client)).warnings).toEqual(['store "eu" unreachable']);
  });

  it('reads compressed answers', async () => {
    const client = await clientOf((_, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(vector({ metric: { a: '1' }, value: [1, '2'] }))),
    );
    expect((await ask(client)).samples).toHaveLength(1);
  });

  it.each([
    [
      200,
      '<!doctype html><title>Sign in</title>',
      'Prometheus "main" answered with a web page: a login page or a proxy, not Prometheus',
    ],
    [200, 'OK', 'Prometheus "main" answered something that is not JSON'],
    [
      200,
      '{"status":"success","data":{"resultType":"matrix","result":[]}}',
      'Prometheus "main" answered JSON that is no instant vector of Prometheus',
    ],
    [200, 'null', 'Prometheus "main" answered JSON that is no instant vector'],
    [
      200,
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{}}]}}',
      'Prometheus "main" answered a vector with a series that has no labels or no value',
    ],
    [
      422,
      '{"status":"error","errorType":"execution","error":"query processing would load too many samples"}',
      'Prometheus "main" refused the question: execution: query processing would load too many samples',
    ],
    [
      400,
      '{"status":"error","errorType":"bad_data","error":"parse error"}',
      'Prometheus "main" refused the question: bad_data: parse error',
    ],
    [
      503,
      '{"status":"error","errorType":"timeout","error":"query timed out"}',
      'Prometheus "main" refused the question: timeout: query timed out',
    ],
    [503, '<html>upstream</html>', 'Prometheus "main" answered 503'],
    [
      401,
      'no',
      'Prometheus "main" answered 401: check serviceMap.prometheus[0].token and serviceMap.prometheus[0].headers',
    ],
    [
      404,
      'no',
      'there is no Prometheus API below serviceMap.prometheus[0].url',
    ],
    [429, 'no', 'Prometheus "main" answered 429: it is overloaded'],
    [500, 'no', 'Prometheus "main" answered 500'],
  ])('explains %i with %j', async (status, body, sentence) => {
    const client = await clientOf(answering(status, body));
    expect(await failureOf(ask(client))).toContain(sentence);
  });

  it('keeps secrets to itself when a proxy echoes them', async () => {
    const client = await clientOf(
      answering(
        422,
        JSON.stringify({
          status: 'error',
          errorType: 'execution',
          error: `header Bearer ${SECRET} and org-7 and https://u:pw@host are not known`,
        }),
      ),
    );
    expect(await failureOf(ask(client))).toBe(
      'Prometheus "main" refused the question: execution: header [redacted] and [redacted] and https://[redacted]@host are not known',
    );
  });

  it('follows no redirect', async () => {
    let requests = 0;
    const client = await clientOf((_, response) => {
      requests += 1;
      response
        .writeHead(302, { location: `https://evil.example/?t=${SECRET}` })
        .end();
    });
    expect(await failureOf(ask(client))).toContain(
      'answered 302, a redirect that is not followed',
    );
    expect(requests).toBe(1);
  });

  it.each([
    ['plain', false],
    ['compressed', true],
  ])('stops reading a %s answer at its bound', async (_, isCompressed) => {
    const long = vector({
      metric: { a: 'x'.repeat(3 * 1024 * 1024) },
      value: [1, '1'],
    });
    const client = await clientOf(
      (__, response) =>
        isCompressed
          ? response
              .writeHead(200, { 'content-encoding': 'gzip' })
              .end(gzipSync(long))
          : response.end(long),
      {},
      { maxAnswerBytes: 1024 * 1024 },
    );
    expect(await failureOf(ask(client))).toBe(
      'Prometheus "main" gave an answer larger than 1 MiB; narrow it with recording rules (serviceMap.prometheus[0].metricPrefix) or give each cluster an entry of its own',
    );
  });

  it('asks four questions at once', async () => {
    let open = 0;
    let most = 0;
    const client = await clientOf(async (_, response) => {
      open += 1;
      most = Math.max(most, open);
      await sleep(30);
      open -= 1;
      response.end(vector());
    });
    await Promise.all(Array.from({ length: 12 }, () => ask(client)));
    expect(most).toBe(4);
  });

  it('gives up at the deadline of the question, headers or not', async () => {
    const client = await clientOf(
      (_, response) => {
        response.write('{"status":');
      },
      { timeoutSeconds: 0.2 },
    );
    expect(await failureOf(ask(client))).toBe(
      'Prometheus "main" did not answer within 0.2 s (serviceMap.prometheus[0].timeoutSeconds)',
    );
  });

  it('stops asking one that answers nothing, and tries again later', async () => {
    let requests = 0;
    let isHung = true;
    const client = await clientOf(
      (_, response) => {
        requests += 1;
        if (!isHung) {
          response.end(vector());
        }
      },
      { timeoutSeconds: 1 },
      { pauseMs: 300 },
    );
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => failureOf(ask(client))),
    );
    expect(requests).toBeLessThan(12);
    expect(outcomes.at(-1)).toBe(
      'Prometheus "main" was not asked, because it left the last 4 questions without an answer',
    );
    isHung = false;
    await sleep(400);
    await expect(ask(client)).resolves.toMatchObject({ samples: [] });
  });

  it('goes on asking one that refuses', async () => {
    const client = await clientOf(
      answering(422, '{"status":"error","errorType":"execution","error":"x"}'),
    );
    for (let question = 0; question < 8; question += 1) {
      expect(await failureOf(ask(client))).toContain('refused the question');
    }
  });

  it('asks again once when the connection breaks', async () => {
    let requests = 0;
    const client = await clientOf((request, response) => {
      requests += 1;
      if (requests === 1) {
        request.socket.destroy();
      } else {
        response.end(vector());
      }
    });
    await expect(ask(client)).resolves.toMatchObject({ samples: [] });
  });

  it('says why nobody could be reached', async () => {
    const client = await clientOf(answering(200, ''), {
      url: 'http://127.0.0.1:1',
    });
    expect(await failureOf(ask(client))).toBe(
      'Prometheus "main" could not be reached: the connection was refused (ECONNREFUSED)',
    );
  });

  it('ends questions that waited for the first one after a pause', async () => {
    let mode: 'broken' | 'answering' | 'hung' = 'broken';
    const client = await clientOf(
      (request, response) => {
        if (mode === 'broken') {
          request.socket.destroy();
        } else if (mode === 'answering') {
          mode = 'hung';
          response.end(vector());
        }
      },
      { timeoutSeconds: 30 },
      { pauseMs: 1 },
    );
    for (let question = 0; question < 4; question += 1) {
      await failureOf(ask(client));
    }
    mode = 'answering';
    await sleep(10);
    const controller = new AbortController();
    const answers = Promise.allSettled(
      Array.from({ length: 3 }, () => ask(client, controller.signal)),
    );
    setTimeout(() => controller.abort(new Error('over')), 200);
    expect((await answers).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const client = await clientOf(() => controller.abort(new Error('over')));
    await expect(ask(client, controller.signal)).rejects.toThrow('over');
  });
});
