import { compileFilter, parseFilter } from '@panorama/plugin-fleet-common';
import type { PictureNode } from '../api/picture';
import { nodeFields } from './nodeFields';

const redis: PictureNode = {
  id: 'hz/middleware/redis-session',
  kind: 'middleware',
  technology: 'redis',
  name: 'redis-session',
  aliases: ['redis-session-headless'],
  place: { cluster: 'hz', namespace: 'middleware' },
  owner: 'group:default/middleware',
  workloads: [
    { kind: 'StatefulSet', name: 'redis-session', desired: 3, ready: 0 },
  ],
  zones: ['hz-a', 'hz-b'],
  traffic: {
    requestsPerSecond: 1200,
    errorRatio: 0.98,
    p95Ms: 40,
    windowSeconds: 300,
  },
  health: { own: 'down', findings: [], inheritedFrom: [] },
  badges: [],
  sources: ['kubernetes', 'istio'],
  conflicts: 0,
};

const fields = nodeFields({ callers: () => 6, callees: () => 0 });

function matches(text: string): boolean {
  const parsed = parseFilter(text, fields);
  if (!parsed.ok) {
    throw new Error(parsed.errors[0].code);
  }
  return compileFilter(parsed.node, fields)(redis);
}

describe('the query of the map', () => {
  it.each([
    ['redis', true],
    ['headless', true],
    ['health:down', true],
    ['health:healthy', false],
    ['tech:redis and callers>5', true],
    ['owner:middleware', true],
    ['ns:middle* errors>50%', true],
    ['rt>100ms', false],
    ['not (kind:database or kind:queue)', true],
    ['zone:hz-b replicas:3', true],
    ['source:dubbo', false],
    ['httpin>=1k', true],
  ])('%s finds redis-session: %s', (text, expected) => {
    expect(matches(text)).toBe(expected);
  });

  it('points at what it does not know', () => {
    expect(parseFilter('helth:down', fields)).toMatchObject({
      ok: false,
      errors: [{ code: 'unknown-field', start: 0, suggestion: 'health' }],
    });
  });
});
