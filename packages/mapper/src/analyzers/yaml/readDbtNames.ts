import { isMap, type Node, visit } from 'yaml';
import type { Artefact } from '../../facts/artefact.js';
import type { ConfigValue } from '../../facts/configValue.js';
import { entriesOf, itemsOf, type Lines, lineOfOffset, scalarText } from './yamlTree.js';

const KINDS: Readonly<Record<string, string>> = { exposures: 'dbt-exposure', snapshots: 'dbt-snapshot' };

/** Lines of the texts below a node, as calls of `ref` that a list holds. */
function linesOfTexts(lines: Lines, node: Node): ConfigValue {
  const found: { [text: string]: ConfigValue } = {};
  visit(node, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value === 'string' && scalar.range)
        found[scalar.value] = lineOfOffset(lines, scalar.range[0]);
    },
  });
  return found;
}

function artefactOf(lines: Lines, type: string, item: Node): Artefact[] {
  if (!isMap(item)) return [];
  const entries = entriesOf(lines, item);
  const named = entries.find(({ key }) => key === 'name');
  const name = named && scalarText(named.value);
  if (!named || name === undefined) return [];
  const depends = entries.find(({ key }) => key === 'depends_on')?.value;
  const body: ConfigValue = { lines: depends ? linesOfTexts(lines, depends) : {} };
  return [
    { type, name, line: named.line, endLine: Math.max(...entries.map(({ endLine }) => endLine)), body },
  ];
}

/** Exposures and snapshots that a dbt project declares in YAML, with their lines. */
export function readDbtNames(lines: Lines, root: Node): Artefact[] {
  if (!isMap(root)) return [];
  return entriesOf(lines, root).flatMap(({ key, value }) => {
    const type = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
    return type === undefined ? [] : itemsOf(value).flatMap((item) => artefactOf(lines, type, item));
  });
}
