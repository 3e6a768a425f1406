import { scriptVariables } from './scriptVariables.js';

/** Rows of data that a dump puts between its statements. */
const INLINE_DATA = /^(copy\b[^;]*\bfrom\s+stdin[^;]*;[^\n]*\n)([\s\S]*?)(^\\\.[^\n]*$)/gim;
const NEVER = /(?!)/g;
const IGNORED = /\{%-?\s*(?:raw|endraw)\s*-?%\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g;
const HOLE =
  /\{\{([\s\S]*?)\}\}|\$\{(?:hiveconf:|hivevar:|env:|var\.)?([\w.:-]+)\}|\$\(([\w.:-]+)\)|\{([A-Za-z_][\w.:-]*)?\}|<([A-Za-z_][\w-]*)>(?=\.[\w<`"])/g;
/** psql writes `:name`, `:'name'` and `:"name"`; a cast `::type` and a slice `[1:n]` are none of these. */
const COLON = /(?<![:\w\])'"])::?(?!:)(?:'(\w+)'|"(\w+)"|([A-Za-z_]\w*))/g;
const TABLE_WORD = /(?:\b(?:from|join|into|update|table|using|view|only)\s+|\.)$/i;
const POSITIONAL = /%\((\w+)\)s|%s\b/g;
const AMPERSAND = /&&?([A-Za-z_]\w*)\.?/g;
const RENDER_HEADER = /\{DEFAULT\s+@[^}]*\}/gi;
/** Snowflake's stages look the same. */
const STAGES =
  /\bcopy\s+into\b|\bfile_format\b|\bcreate\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?stage\b|@[\w.]+\//i;
const RENDER_NAME = /(?<![\w@.-])@([A-Za-z_]\w*)\.(?=[\w@]+\b(?!\s*\())/;

/** A script whose templates are replaced by names that a parser accepts, and the way back. */
export interface FilledScript {
  text: string;
  restore(name: string): string;
  /** A text that the script builds, with its holes as names. */
  fill(text: string): string;
}

function blankedLines(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

class Filler {
  private readonly holes: string[] = [];

  constructor(private readonly variables: ReadonlyMap<string, string>) {}

  /** A name in place of a hole, or the value that the script itself gives it. Line breaks stay. */
  hole(all: string, name: string): string {
    const plain = name.trim().replace(/\s+/g, ' ');
    const known = this.variables.get(plain);
    const breaks = all.replace(/[^\n]/g, '');
    if (known !== undefined) return `${known}${breaks}`;
    this.holes.push(`{${plain}}`);
    return `hole_${this.holes.length - 1}_${breaks}`;
  }

  restore(name: string): string {
    return name.replace(/hole_(\d+)_/gi, (all, index: string) => this.holes[Number(index)] ?? all);
  }
}

/** A parameter may run into the text behind it: `@prefixcounts` with a declared `@prefix`. */
function parameterOf(name: string, declared: readonly string[], filler: Filler): string {
  const known = declared.includes(name)
    ? name
    : (declared.filter((each) => name.startsWith(each)).sort((a, b) => b.length - a.length)[0] ?? name);
  return `${filler.hole('', known)}${name.slice(known.length)}`;
}

/** OHDSI's SqlRender: `{DEFAULT @x = 1}`, `{@x}?{then}:{else}` and `@schema.table`. Both branches stay. */
function fillRendered(text: string, filler: Filler): string {
  const declared = [...text.matchAll(/\{DEFAULT\s+@(\w+)/gi)].map(([, name = '']) => name);
  if (declared.length === 0 && (!RENDER_NAME.test(text) || STAGES.test(text))) return text;
  return text
    .replace(RENDER_HEADER, blankedLines)
    .replace(/\{[^{}]*\}\s*\?\s*\{/g, blankedLines)
    .replace(/\}\s*:\s*\{/g, blankedLines)
    .replace(/(?<![{\w@])@([A-Za-z_]\w*)/g, (_all, name: string) => parameterOf(name, declared, filler))
    .replace(/\}(?!\})/g, (all, at: number, whole: string) => (whole[at - 1] === '}' ? all : ' '));
}

function fillColons(text: string, filler: Filler, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    COLON,
    (all, quoted: string | undefined, doubled: string | undefined, plain: string | undefined, at: number) => {
      if (all.startsWith('::')) return all;
      if (quoted !== undefined) return `'${filler.hole('', quoted)}'`;
      if (doubled !== undefined) return filler.hole('', doubled);
      const name = plain ?? '';
      const names =
        variables.has(name) ||
        /^\.[\w"]/.test(text.slice(at + all.length, at + all.length + 2)) ||
        TABLE_WORD.test(text.slice(Math.max(0, at - 20), at));
      return names ? filler.hole('', name) : all;
    },
  );
}

function fillPositional(text: string, filler: Filler): string {
  if (/\bformat\s*\(/i.test(text)) return text;
  return text.replace(POSITIONAL, (all, name: string | undefined, at: number) => {
    const end = at + all.length;
    const names =
      TABLE_WORD.test(text.slice(Math.max(0, at - 20), at)) || /^\.\w/.test(text.slice(end, end + 2));
    return names ? filler.hole('', name ?? '') : 'NULL';
  });
}

/**
 * Fills template holes with identifiers: `{{ x }}`, `${x}`, `$(x)`, `{x}`, `:x`, `&x` and SqlRender's `@x` come back as
 * `{x}`, or as the value that the script gives them; blocks and comments of Jinja are blanked; query parameters become
 * NULL. Lines stay where they were.
 */
export function fillTemplates(script: string): FilledScript {
  const variables = scriptVariables(script);
  const filler = new Filler(variables);
  const plain = script
    .replace(/^\uFEFF/, '')
    .replace(
      /^\\\.[ \t]*\r?$/m.test(script) ? INLINE_DATA : NEVER,
      (_all, head: string, data: string) => `${head}${blankedLines(data)}`,
    )
    .replace(IGNORED, blankedLines);
  const rendered = fillRendered(plain, filler).replace(
    HOLE,
    (all, ...inner: (string | number | undefined)[]) => {
      const name = inner.slice(0, 5).find((each) => typeof each === 'string') ?? '';
      return filler.hole(all, String(name));
    },
  );
  const text = fillPositional(fillColons(rendered, filler, variables), filler).replace(
    AMPERSAND,
    (all, name: string) => (variables.has(name) || all.startsWith('&&') ? filler.hole('', name) : all),
  );
  return {
    text,
    restore: (name) => filler.restore(name),
    fill: (built) => built.replace(/\{([\w.:-]*)\}/g, (all, name: string) => filler.hole(all, name)),
  };
}
