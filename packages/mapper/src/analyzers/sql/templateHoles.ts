const HOLE = /\{\{([\s\S]*?)\}\}|\$\{([\w.:-]+)\}|\$\(([\w.:-]+)\)|\{([A-Za-z_][\w.:-]*)\}/g;
const IGNORED = /\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g;
const PARAMETER = /%\(\w+\)s|%s\b/g;

function blankedLines(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** A script whose templates are replaced by names that a parser accepts, and the way back. */
export interface FilledScript {
  text: string;
  restore(name: string): string;
}

/**
 * Fills template holes with identifiers: `{{ x }}`, `${x}`, `$(x)` and `{x}` come back as `{x}`; blocks and comments of
 * Jinja are blanked; query parameters become NULL. Lines stay where they were.
 */
export function fillTemplateHoles(script: string): FilledScript {
  const holes: string[] = [];
  const text = script
    .replace(IGNORED, blankedLines)
    .replace(HOLE, (all, ...inner: (string | number | undefined)[]) => {
      const name = inner.slice(0, 4).find((each) => typeof each === 'string') ?? '';
      holes.push(`{${String(name).trim().replace(/\s+/g, ' ')}}`);
      return `hole_${holes.length - 1}_${blankedLines(all).replace(/ /g, '')}`;
    })
    .replace(PARAMETER, 'NULL');
  return {
    text,
    restore: (name) => name.replace(/hole_(\d+)_/gi, (all, index: string) => holes[Number(index)] ?? all),
  };
}
