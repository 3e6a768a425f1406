const most = 32;

/** The end of a long name, which tells nodes apart: as many last path segments as fit. */
export function shortName(name: string): string {
  if (name.length <= most) return name;
  const segments = name.split('/').filter(Boolean);
  let short = segments.at(-1) ?? name;
  if (short.length > most) return `${short.slice(0, most - 1)}…`;
  for (const segment of segments.slice(0, -1).reverse()) {
    if (short.length + segment.length + 3 > most) break;
    short = `${segment}/${short}`;
  }
  return short.length + 2 > most || short === name ? short : `…/${short}`;
}
