/** A name as it compares: case, spaces and underscores do not tell names apart. */
export function comparableName(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s]+/g, '-');
}
