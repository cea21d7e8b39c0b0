import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crdsFolder } from '@panorama/testbed';
import { parseAllDocuments } from 'yaml';
import type { CreatableObject } from './realObjects';

/**
 * The vendors' own definitions of the company's custom kinds, so that real
 * schemas judge our objects; where their folder is not there, definitions that
 * take any content.
 */
export async function vendorDefinitions(
  own: readonly CreatableObject[],
  log: (line: string) => void,
): Promise<CreatableObject[]> {
  const found = await Promise.all(own.map(vendorDefinition));
  const missing = own.filter((_, i) => !found[i]);
  if (missing.length > 0) {
    log(
      `No vendor's definition in ${crdsFolder()} of ${missing
        .map(({ metadata }) => metadata.name)
        .join(', ')}: definitions without a schema instead`,
    );
  }
  return own.map((definition, i) => found[i] ?? definition);
}

async function vendorDefinition(
  definition: CreatableObject,
): Promise<CreatableObject | undefined> {
  const { group, names } = definition.spec as {
    group: string;
    names: { plural: string };
  };
  const file = join(
    crdsFolder(),
    'kubesphere',
    `${group}_${names.plural}.yaml`,
  );
  if (!existsSync(file)) {
    return undefined;
  }
  const objects = parseAllDocuments(await readFile(file, 'utf8')).map(
    document => document.toJS() as CreatableObject | null,
  );
  return (
    objects.find(
      object => object?.metadata.name === definition.metadata.name,
    ) ?? undefined
  );
}
