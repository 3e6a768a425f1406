import { joinFlows, NO_FLOW } from './flow.js';
import type { Text } from './text.js';
import { spell, weaker } from './text.js';
import { flowOf, joinAll, type Value } from './value.js';

const MAXIMUM_COMBINATIONS = 64;

/** Constants of a value, or its hole when none is known. */
export function textsOrHole(value: Value): readonly Text[] {
  if (value.texts) return value.texts;
  return [{ value: `{${value.hint ?? 'value'}}`, confidence: 'possible' }];
}

function combine(left: readonly Text[], right: readonly Text[]): Text[] {
  const combined: Text[] = [];
  for (const a of left) {
    for (const b of right) {
      if (combined.length === MAXIMUM_COMBINATIONS) return combined;
      const value = `${spell(a.value)}${spell(b.value)}`;
      combined.push({ value, confidence: weaker(a.confidence, b.confidence) });
    }
  }
  return combined;
}

/** The parts written one after another. Unknown parts become holes; a text of nothing but unknowns stays unknown. */
export function concatenate(all: readonly Value[]): Value {
  const flow = all.reduce((joined, part) => joinFlows(joined, flowOf(part)), NO_FLOW);
  const written = all.filter((part) => !part.texts?.every((text) => text.value === ''));
  const parts = written.length > 0 ? written : all;
  const unknowns = parts.filter((part) => !part.texts);
  const [first] = unknowns;
  if (first && unknowns.length === parts.length) {
    const hint = parts.length === 1 ? first.hint : undefined;
    return { flow, why: first.why ?? 'a computed text', ...(hint === undefined ? {} : { hint }) };
  }
  const empty: readonly Text[] = [{ value: '', confidence: 'exact' }];
  const texts = parts.map(textsOrHole).reduce(combine, empty);
  return first?.why === undefined ? { texts, flow } : { texts, flow, why: first.why };
}

/** Applies a function to every known text. */
export function mapTexts(value: Value, change: (text: string) => string): Value {
  if (!value.texts) return value;
  return { ...value, texts: value.texts.map((text) => ({ ...text, value: change(spell(text.value)) })) };
}

/** Whether a part is a path below the one before it already: files of a folder are listed with their folder. */
function alreadyBelow(path: Value, part: Value): boolean {
  const folders = (path.texts ?? []).map((text) => spell(text.value)).filter((text) => text.length > 1);
  const parts = (part.texts ?? []).map((text) => spell(text.value));
  return (
    folders.length > 0 &&
    parts.length > 0 &&
    parts.every((text) => folders.some((folder) => text.startsWith(`${folder.replace(/\/$/, '')}/`)))
  );
}

/** Paths joined as the operating system joins them: an absolute part starts over. */
export function joinPaths(parts: readonly Value[]): Value {
  return parts.reduce((path, part, index) => {
    if (index === 0) return part;
    const absolute =
      part.texts?.every((text) => /^(\/|[a-z][\w+.-]*:\/\/)/i.test(spell(text.value))) ?? false;
    if (absolute || alreadyBelow(path, part)) return part;
    const separated = path.texts
      ? mapTexts(path, (text) => (text === '' || text.endsWith('/') ? text : `${text}/`))
      : concatenate([path, SLASH]);
    return concatenate([separated, part]);
  });
}

const SLASH: Value = { texts: [{ value: '/', confidence: 'exact' }], flow: NO_FLOW };

/** Every string that the value is known to be, or that its items are. */
export function stringsOf(value: Value | undefined): string[] {
  if (!value) return [];
  const own = (value.texts ?? []).flatMap((text) => (typeof text.value === 'string' ? [text.value] : []));
  return [...own, ...(value.items ?? []).flatMap(stringsOf)];
}

/** The only string that a value is. */
export function stringOf(value: Value | undefined): string | undefined {
  const texts = value?.texts;
  const only = texts?.[0]?.value;
  return texts?.length === 1 && typeof only === 'string' ? only : undefined;
}

/** Any element of a value: its items, the values of its fields, or a part of its data. */
export function elementOf(value: Value): Value {
  if (value.items && value.items.length > 0) return joinAll(value.items);
  if (value.fields) {
    const texts = [...value.fields.keys()].map((key): Text => ({ value: key, confidence: 'exact' }));
    return { texts, flow: value.flow };
  }
  return {
    flow: value.flow,
    why:
      value.why ??
      (value.items ? 'an element of a list that is filled elsewhere' : 'an element of an unknown list'),
    ...(value.hint ? { hint: value.hint } : {}),
  };
}
