/** Parts of a connection string by their lower-case names. */
export function connectionParts(text: string | undefined): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of (text ?? '').split(';')) {
    const cut = part.indexOf('=');
    if (cut > 0) parts.set(part.slice(0, cut).trim().toLowerCase(), part.slice(cut + 1).trim());
  }
  return parts;
}

/** The first of several spellings of a part. */
export function partNamed(
  parts: ReadonlyMap<string, string>,
  ...names: readonly string[]
): string | undefined {
  return names.map((name) => parts.get(name)).find((value) => value !== undefined && value !== '');
}
