import { isNode, type JinjaNode, nodeAt, textAt } from './jinja/jinjaNode.js';
import { parseTemplate } from './jinja/parseTemplate.js';

const MACRO = /\{%[-+]?\s*macro\b[\s\S]*?\{%[-+]?\s*endmacro\s*[-+]?%\}/g;

function macrosIn(body: readonly JinjaNode[]): JinjaNode[] {
  return body.filter((node) => node.type === 'Macro' && isNode(node.name));
}

/** The macros of a file; when one of them cannot be parsed, the others still are. */
export function macrosOfFile(text: string): { macros: [name: string, macro: JinjaNode][]; error?: string } {
  const named = (nodes: readonly JinjaNode[]): [string, JinjaNode][] =>
    macrosIn(nodes).map((node) => [textAt(nodeAt(node, 'name'), 'value'), node]);
  const whole = parseTemplate(text, false);
  if (whole.error === undefined) return { macros: named(whole.body) };
  const macros = [...text.matchAll(MACRO)].flatMap(([macro]) => named(parseTemplate(macro, false).body));
  return { macros, error: whole.error };
}
