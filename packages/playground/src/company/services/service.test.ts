import { MIDDLEWARE } from '../middleware';
import { SERVICES } from './index';
import { NODE, parseUses, runsAt, servicesOf, sized } from './service';

describe('the services of the company', () => {
  it('have ids of their own', () => {
    const ids = SERVICES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('use only what the company has', () => {
    const known = new Set([...SERVICES, ...MIDDLEWARE].map(({ id }) => id));
    const unknown = SERVICES.flatMap(({ id, uses }) =>
      uses.filter(({ on }) => !known.has(on)).map(({ on }) => `${id} → ${on}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('a line of the table', () => {
  const service = servicesOf('tracking', 'parcel-tracking');

  it('has the port and size of its language, and what it says itself', () => {
    expect(service('a', 'A', '甲', '1.0.0', 3, '', NODE)).toMatchObject({
      kind: 'Deployment',
      port: 3000,
      tier: 2,
      memory: { request: 512, limit: 768 },
    });
    expect(
      service(
        'b',
        'B',
        '乙',
        '1.0.0',
        3,
        '',
        sized(1, 2, 3, 4),
        runsAt('0 1 * * *'),
      ),
    ).toMatchObject({
      kind: 'CronJob',
      schedule: '0 1 * * *',
      cpu: { request: 1, limit: 2 },
    });
  });

  it('says what happens without each thing that is used', () => {
    expect(parseUses('exits redis-session, degrades eta-model')).toEqual([
      { on: 'redis-session', withoutIt: 'exits' },
      { on: 'eta-model', withoutIt: 'degrades' },
    ]);
    expect(() => parseUses('dies redis-session')).toThrow(
      '"dies redis-session" must be one of exits, unready, degrades, and an id',
    );
  });
});
