import { HEALTH_CODES } from '@panorama/plugin-service-map-common';
import { POD_STATES } from '@panorama/plugin-fleet-common';
import { stateOfReason } from './components/useWords';
import zh from './translations/zh';

/** `{{ready}} of {{desired}}` → ready, desired. */
function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
}

const messages: Record<string, string> = zh;

describe('sentences about findings', () => {
  it.each(Object.entries(HEALTH_CODES))(
    'say what is wrong for %s, with values that the finding has',
    (code, { numbers, texts }) => {
      const text = messages[`finding.${code}`];
      expect(text).toBeDefined();
      const known: readonly string[] = [...numbers, ...texts];
      expect(known).toEqual(expect.arrayContaining(valuesIn(text)));
    },
  );

  it('need no value where the finding may lack it', () => {
    expect(valuesIn(messages['finding.replication-stopped'])).toEqual([]);
  });
});

describe('reasons of pods', () => {
  it.each(
    POD_STATES.filter(state => state !== 'running' && state !== 'completed'),
  )('are words for %s', state => {
    expect(messages[`reason.${state}`]).toBeDefined();
  });

  it.each([
    ['notready', 'notready'],
    ['OOMKilled', 'oom'],
    ['ErrImagePull', 'imagepull'],
    ['Evicted', undefined],
  ])('mean for %s the state %s', (reason, state) => {
    expect(stateOfReason(reason)).toBe(state);
  });
});
