/** `group:default/team-cart` → `team-cart`; other text stays as it is. */
export function entityName(ref: string): string {
  const slash = ref.lastIndexOf('/');
  const name = slash >= 0 ? ref.slice(slash + 1) : ref;
  return name.slice(name.indexOf(':') + 1);
}
