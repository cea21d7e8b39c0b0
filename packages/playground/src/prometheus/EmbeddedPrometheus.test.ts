import { gauge } from '../metrics/series';
import { EmbeddedPrometheus } from './EmbeddedPrometheus';
import { PORTAL_QUERIES } from './portalQueries';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 7);

describe('the embedded Prometheus', () => {
  let value = 1;
  const prometheus = new EmbeddedPrometheus({
    series: () => [gauge('up', { job: '订单' }, value)],
    queries: ['max by (job)\n  (up)', ...PORTAL_QUERIES],
    now: () => NOW,
  });
  let url = '';
  beforeAll(async () => {
    url = await prometheus.listen();
  });
  afterAll(() => prometheus.close());

  const query = (parameters: Record<string, string>, method = 'POST') => {
    const form = new URLSearchParams(parameters);
    return method === 'POST'
      ? fetch(`${url}/api/v1/query`, { method, body: form })
      : fetch(`${url}/api/v1/query?${form}`);
  };

  it.each(['GET', 'POST'])('answers a question by %s', async method => {
    const response = await query(
      { query: 'max by (job) (up)', time: String(NOW / 1000) },
      method,
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'success',
      data: {
        resultType: 'vector',
        result: [{ metric: { job: '订单' }, value: [NOW / 1000, '1'] }],
      },
    });
  });

  it('shows what has changed', async () => {
    value = 0;
    const { data } = await (await query({ query: 'max by (job) (up)' })).json();
    expect(data.result[0].value[1]).toBe('0');
  });

  it('refuses every other question, however close', async () => {
    const response = await query({ query: 'max by (job) (up) > 0' });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      status: 'error',
      errorType: 'execution',
      error:
        'the embedded Prometheus answers only the questions that the portal asks',
    });
  });

  it('refuses a time that is none, and what is too long', async () => {
    const noTime = await query({ query: 'max by (job) (up)', time: 'now' });
    expect([noTime.status, (await noTime.json()).errorType]).toEqual([
      400,
      'bad_data',
    ]);
    const long = await query({ query: 'x'.repeat(100_000) });
    expect(long.status).toBe(400);
  });

  it('exposes the same series to whoever scrapes it', async () => {
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toContain('version=0.0.4');
    expect(await response.text()).toContain('up{job="订单"} ');
  });

  it('knows no other pages', async () => {
    expect((await fetch(`${url}/api/v1/series`)).status).toBe(404);
    expect((await fetch(`${url}/-/ready`)).status).toBe(200);
  });

  it('understands every question that the portal asks', () => {
    expect(PORTAL_QUERIES.length).toBeGreaterThan(30);
  });
});
