import type { ConfigValue } from '../../facts/configValue.js';

const SECTION = /^\s*\[([^\]]+)\]/;
const ENTRY = /^([^=:#;\s][^=:]*?)\s*[=:]\s*(.*)$/;

type Section = Record<string, ConfigValue>;

/** Fills `%(name)s` from the same section or the defaults, and `${section:name}` from another. */
function interpolated(value: string, section: Section, defaults: Section, all: Map<string, Section>): string {
  return value
    .replace(/%\((\w+)\)s/g, (whole, name: string) =>
      String(section[name.toLowerCase()] ?? defaults[name.toLowerCase()] ?? whole),
    )
    .replace(/\$\{([^}:]+):([^}]+)\}/g, (whole, other: string, name: string) =>
      String(all.get(other)?.[name] ?? whole),
    )
    .replace(/\$\{(\w+)\}/g, (whole, name: string) => String(section[name] ?? defaults[name] ?? whole));
}

/** Blanks before the text of a line; none for a blank line. */
function indentOf(line: string): number {
  return /^(\s+)\S/.exec(line)?.[1]?.length ?? 0;
}

/** INI as Python's configparser reads it: sections, `=` or `:`, indented continuations, a section of defaults. */
export function parseIni(text: string): Record<string, ConfigValue> {
  const sections = new Map<string, Section>();
  let section: Section = {};
  let last: string | undefined;
  let indent = 0;
  for (const line of text.split(/\r?\n/)) {
    const name = SECTION.exec(line)?.[1];
    if (name !== undefined) {
      section = sections.get(name) ?? {};
      sections.set(name, section);
      last = undefined;
    } else if (last !== undefined && indentOf(line) > indent) {
      section[last] = `${section[last]}\n${line.trim()}`.trim();
    } else {
      const [, key, value = ''] = ENTRY.exec(line.trim()) ?? [];
      last = key?.trim().toLowerCase();
      indent = indentOf(line);
      if (last !== undefined) section[last] = value.replace(/\s+[#;].*$/, '').trim();
      if (sections.size === 0 && last !== undefined) sections.set('', section);
    }
  }
  return withDefaults(sections);
}

function withDefaults(sections: Map<string, Section>): Record<string, ConfigValue> {
  const defaults = sections.get('DEFAULT') ?? {};
  const filled = [...sections].map(([name, section]): [string, ConfigValue] => {
    const entries = Object.entries({ ...defaults, ...section });
    return [
      name,
      Object.fromEntries(
        entries.map(([key, value]) => [key, interpolated(String(value), section, defaults, sections)]),
      ),
    ];
  });
  return Object.fromEntries(filled);
}
