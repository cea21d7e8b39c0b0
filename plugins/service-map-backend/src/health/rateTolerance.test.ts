import { parseRateTolerance, worstTolerated } from './rateTolerance';

const judge = (
  annotation: string,
  codeRatios: Record<string, number>,
  protocol = 'http',
  direction: 'inbound' | 'outbound' = 'inbound',
) =>
  worstTolerated(
    codeRatios,
    protocol,
    direction,
    parseRateTolerance(annotation).tolerances,
  )?.level;

describe('the annotation health.kiali.io/rate', () => {
  // Kiali's words: "code,degraded,failure,protocol,direction", percentages, X is a digit.
  it.each([
    ['4xx,10,20,http,inbound', { '404': 0.05 }, undefined],
    ['4xx,10,20,http,inbound', { '404': 0.1 }, 'degraded'],
    ['4XX,10,20,http,inbound', { '404': 0.1, '400': 0.1 }, 'down'],
    ['400,10,20,http,inbound', { '404': 0.5 }, undefined],
    ['5xx,0,10,http,inbound', { '503': 0.0001 }, 'degraded'],
    ['5xx,0,10,http,inbound', { '200': 1 }, undefined],
    ['^5\\d\\d$,5,10,http,inbound', { '503': 0.07 }, 'degraded'],
    ['-,5,10,http,inbound', { '-': 0.2 }, 'down'],
    [
      '4xx,10,20,http,inbound;5xx,5,10,http,inbound',
      { '404': 0.1, '500': 0.1 },
      'down',
    ],
    ['5xx,5,10,http,inbound', { '5xx': 0.06 }, 'degraded'],
    ['[45]xx,5,10,.*,.*', { '404': 0.06 }, 'degraded'],
    [',5,10,,', { '404': 0.06 }, 'degraded'],
  ])('%s judges %j %s', (annotation, codeRatios, expected) => {
    expect(judge(annotation, codeRatios)).toBe(expected);
  });

  it('holds for its protocol and its direction only', () => {
    const annotation = '14,1,5,grpc,outbound';
    expect(judge(annotation, { '14': 0.9 }, 'grpc', 'outbound')).toBe('down');
    expect(judge(annotation, { '14': 0.9 }, 'grpc', 'inbound')).toBeUndefined();
    expect(
      judge(annotation, { '14': 0.9 }, 'http', 'outbound'),
    ).toBeUndefined();
  });

  it.each([
    ['5xx,5,10,http', 'code,degraded,failure,protocol,direction'],
    ['5xx,five,10,http,inbound', 'not a number'],
    ['5xx,,10,http,inbound', 'not a number'],
    ['5xx,20,10,http,inbound', 'above its failure'],
    ['(5|4)xx,5,10,http,inbound', 'not understood'],
    ['(a+)+b,5,10,http,inbound', 'not understood'],
    ['.*.*.*5,5,10,http,inbound', 'not understood'],
    ['[5-4]xx,5,10,http,inbound', 'not understood'],
  ])('leaves out %s and says why', (clause, why) => {
    const parsed = parseRateTolerance(`${clause};5xx,5,10,http,inbound`);
    expect(parsed.tolerances).toHaveLength(1);
    expect(parsed.problems).toEqual([expect.stringContaining(why)]);
  });

  it('is not read at all when it is too long to be meant', () => {
    const parsed = parseRateTolerance('5xx,5,10,http,inbound;'.repeat(1000));
    expect(parsed.tolerances).toEqual([]);
    expect(parsed.problems).toHaveLength(1);
  });
});
