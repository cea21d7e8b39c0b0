import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { DOCUMENTED_RULES } from './portalRights';

const DOCUMENT = join(__dirname, '../../../../docs/operate/clusters.md');

it('gives the portal exactly the rights that the documentation asks for', () => {
  const blocks = [
    ...readFileSync(DOCUMENT, 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g),
  ];
  const roles = blocks
    .flatMap(([, text]) => parseAllDocuments(text))
    .map(document => document.toJS())
    .filter(object => object?.kind === 'ClusterRole');
  expect(roles).toHaveLength(1);
  expect(DOCUMENTED_RULES).toEqual(roles[0].rules);
});
