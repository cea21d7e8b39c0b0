import { PEOPLE, startTwoTeams, TwoTeams } from '../__testUtils__/twoTeams';
import { kubePod } from '../__testUtils__/kubePod';
import type { SelectedPod } from '../decode/selectedPod';

describe('GET /pods', () => {
  let company: TwoTeams;
  const get = async (query: string, person = PEOPLE.root) => {
    const { raw, status } = await company.get(`/pods?${query}`, person);
    return { status, body: JSON.parse(raw) };
  };
  const states = async (query: string): Promise<string[]> => {
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`${query}&limit=2${cursor}`);
      found.push(...body.items.map((pod: { state: string }) => pod.state));
      cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
    } while (cursor);
    return found;
  };

  beforeAll(async () => {
    company = await startTwoTeams();
    for (const [name, waiting] of [
      ['image-5d4f8c7b9-dddd0', 'ImagePullBackOff'],
      ['config-5d4f8c7b9-dddd1', 'CreateContainerConfigError'],
    ]) {
      const pod = kubePod('alpha-shop', name, { waiting });
      company.inventory.addPod('north', pod as unknown as SelectedPod);
    }
  });
  afterAll(() => company.stop());

  it('sorts by state worst first, over all pages', async () => {
    const worstFirst = await states('sort=state');
    expect(worstFirst).toEqual([
      'failed',
      'crashloop',
      'imagepull',
      ...Array(8).fill('running'),
    ]);
    expect(await states('sort=state&order=desc')).toEqual(
      [...worstFirst].reverse(),
    );
  });

  it('tells every mistake of a filter and where it is, besides a sentence', async () => {
    const q = 'stat:oom restarts>lots';
    const { status, body } = await get(`q=${encodeURIComponent(q)}`);
    expect(status).toBe(400);
    expect(body.error.name).toBe('InputError');
    expect(body.error.message).toContain('unknown field "stat" at 0–4');
    expect(body.error.filterErrors).toEqual([
      {
        code: 'unknown-field',
        start: 0,
        end: 4,
        found: 'stat',
        suggestion: 'state',
      },
      { code: 'not-a-number', start: 18, end: 22, found: 'lots' },
    ]);
    expect(q.slice(18, 22)).toBe('lots');
  });

  it.each(['/namespaces', '/workloads', '/events'])(
    'has its errors of filters in common with %s',
    async path => {
      const { raw, status } = await company.get(
        `${path}?q=nonsense:1`,
        PEOPLE.ann,
      );
      expect(status).toBe(400);
      expect(JSON.parse(raw).error.filterErrors).toEqual([
        expect.objectContaining({ code: 'unknown-field', found: 'nonsense' }),
      ]);
    },
  );
});
