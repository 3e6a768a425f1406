const most = 24;

/** The end of a long name, which tells nodes apart: the last path segments that fit. */
export function shortName(name: string): string {
  if (name.length <= most) return name;
  const segments = name.split('/').filter(Boolean);
  let short = segments.at(-1) ?? name;
  for (const segment of segments.slice(0, -1).reverse()) {
    if (short.length + segment.length + 3 > most) break;
    short = `${segment}/${short}`;
  }
  const fitted = short.length > most ? `${short.slice(0, most - 1)}…` : short;
  return short === name ? fitted : `…/${fitted}`;
}
