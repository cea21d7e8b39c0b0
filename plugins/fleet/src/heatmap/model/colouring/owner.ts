import type { PodTable } from '@panorama/plugin-fleet-common';
import { entityName } from '../entityName';
import { SOLID, type CodeSpec, type Colouring } from './types';

const HUES = 8;

function podsByOwner(table: PodTable): Map<string, number> {
  const pods = new Map<string, number>();
  for (let slot = 0; slot < table.length; slot++) {
    const owner = table.live[slot]
      ? table.workloads[table.workload[slot]].owner
      : undefined;
    if (owner) {
      pods.set(owner, (pods.get(owner) ?? 0) + 1);
    }
  }
  return pods;
}

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name}"`;
}

/**
 * Eight hues for the owners with most pods, in alphabetical order so that a
 * hue keeps its owner when sizes shift a little; the others share one grey.
 */
export const colourByOwner: Colouring = table => {
  const bySize = [...podsByOwner(table)].sort(
    ([a, pods], [b, others]) => others - pods || (a < b ? -1 : 1),
  );
  const named = bySize
    .slice(0, HUES)
    .map(([owner]) => owner)
    .sort();
  const codeOfOwner = new Map(named.map((owner, code) => [owner, code]));
  const other = named.length;
  const none = named.length + 1;
  const names = named.map(owner => quoted(entityName(owner)));
  const codes: CodeSpec[] = [
    ...named.map(
      (owner, code): CodeSpec => ({
        look: { colour: { palette: 'categories', index: code }, ...SOLID },
        label: { type: 'text', text: entityName(owner) },
        term: `owner:${names[code]}`,
        severity: 1,
      }),
    ),
    {
      look: { colour: { palette: 'other' }, ...SOLID },
      label: { type: 'word', word: 'other' },
      term: `-owner:${[...names, 'none'].join(',')}`,
      severity: 1,
    },
    {
      look: { colour: { palette: 'hollow' }, pattern: 'hollow', glyph: 'none' },
      label: { type: 'word', word: 'none' },
      term: 'owner:none',
      severity: 0,
    },
  ];
  return {
    id: 'owner',
    codes,
    codeOf: slot => {
      const { owner } = table.workloads[table.workload[slot]];
      return owner ? codeOfOwner.get(owner) ?? other : none;
    },
    alarm: 'failing',
    ages: false,
  };
};
