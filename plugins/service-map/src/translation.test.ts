import { HEALTH_CODES } from '@panorama/plugin-service-map-common';
import zh from './translations/zh';

/** `{{ready}} of {{desired}}` → ready, desired. */
function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
}

describe('sentences about findings', () => {
  const messages: Record<string, string> = zh;

  it.each(Object.entries(HEALTH_CODES))(
    'say what is wrong for %s, with values that the finding has',
    (code, { numbers, texts }) => {
      const text = messages[`finding.${code}`];
      expect(text).toBeDefined();
      const known: readonly string[] = [...numbers, ...texts];
      expect(known).toEqual(expect.arrayContaining(valuesIn(text)));
    },
  );
});
