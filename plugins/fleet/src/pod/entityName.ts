/** `group:default/team-a` as people call it: `team-a`. */
export function entityName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
