import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Entity } from '@backstage/catalog-model';
import { organisationEntities, softwareEntities } from './entities';

/** A catalog location with the kinds that it may bring. */
export interface CatalogLocation {
  type: 'file';
  target: string;
  rules: Array<{ allow: string[] }>;
}

/** Writes the company's catalog as YAML files. @returns the locations for `catalog.locations` */
export async function writeCatalog(
  stateDir: string,
): Promise<CatalogLocation[]> {
  const folder = join(stateDir, 'catalog');
  await mkdir(folder, { recursive: true });
  const files: Array<[name: string, entities: Entity[]]> = [
    ['organisation.yaml', organisationEntities()],
    ['software.yaml', softwareEntities()],
  ];
  return Promise.all(
    files.map(async ([name, entities]) => {
      const target = join(folder, name);
      const text = entities
        .map(entity => stringify(entity, { lineWidth: 0 }))
        .join('---\n');
      await writeFile(target, text);
      const kinds = [...new Set(entities.map(({ kind }) => kind))];
      return { type: 'file' as const, target, rules: [{ allow: kinds }] };
    }),
  );
}
