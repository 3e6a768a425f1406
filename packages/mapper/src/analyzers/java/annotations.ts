import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, partsOf, sourceOf } from './jvmLowering.js';

/** An annotation: its last name, and its values by name; a single value is called `value`. */
export interface Annotation {
  name: string;
  node: SyntaxNode;
  values: ReadonlyMap<string, Expression>;
}

function valuesOf(lowering: JvmLowering, list: SyntaxNode | undefined): Map<string, Expression> {
  const values = new Map<string, Expression>();
  for (const child of list ? partsOf(list) : []) {
    const [key, value] = [fieldOf(child, 'key'), fieldOf(child, 'value')];
    if (child.type === 'element_value_pair' && key && value)
      values.set(sourceOf(lowering, key), lowering.expression(value));
    else values.set('value', lowering.expression(child));
  }
  return values;
}

/** Annotations before a declaration. */
export function annotationsOf(lowering: JvmLowering, node: SyntaxNode): Annotation[] {
  const modifiers = partsOf(node).find((child) => child.type === 'modifiers');
  return (modifiers ? partsOf(modifiers) : []).flatMap((child): Annotation[] => {
    const name = fieldOf(child, 'name');
    if (!name || !/annotation$/.test(child.type)) return [];
    const last = sourceOf(lowering, name).split('.').at(-1) ?? '';
    return [{ name: last, node: child, values: valuesOf(lowering, fieldOf(child, 'arguments')) }];
  });
}

export function isStatic(lowering: JvmLowering, node: SyntaxNode): boolean {
  const modifiers = partsOf(node).find((child) => child.type === 'modifiers');
  return modifiers !== undefined && /\bstatic\b/.test(sourceOf(lowering, modifiers));
}
