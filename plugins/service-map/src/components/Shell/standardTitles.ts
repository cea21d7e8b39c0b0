/** Titles that the plugin's own tabs have; any other title was configured and is shown as it is. */
export const STANDARD_TITLES = { map: 'Map' } as const;

export type StandardTab = keyof typeof STANDARD_TITLES;

/** The standard tab of a path, unless an operator gave it another title. */
export function standardTab(
  path: string,
  title: string | undefined,
): StandardTab | undefined {
  const known = (Object.keys(STANDARD_TITLES) as StandardTab[]).find(
    id => id === path,
  );
  return known && (!title || title === STANDARD_TITLES[known])
    ? known
    : undefined;
}
