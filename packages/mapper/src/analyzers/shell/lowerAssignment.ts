import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { includeOf } from './includeOf.js';
import { lowerWord } from './lowerWord.js';
import {
  assignedVariable,
  constantOf,
  EXPORTED,
  nameOf,
  type ShellLowering,
  sourceOf,
  variableOf,
} from './shellLowering.js';

const EXPORTS = /^(export\b|(declare|typeset)\s+-\w*x)/;
/** `export $(cat .env | xargs)`. */
const SETTINGS_FILE = /\$\([^)]*?([\w./-]*\.env[\w.-]*)[^)]*\)/;

function exported(lowering: ShellLowering, name: string): Statement {
  const target: Expression = { kind: 'index', of: variableOf(lowering, EXPORTED), key: constantOf(name) };
  return { kind: 'assign', targets: [target], value: nameOf(name) };
}

function assignedValue(lowering: ShellLowering, node: SyntaxNode): Expression {
  const [name, value] = [fieldOf(node, 'name'), fieldOf(node, 'value')];
  const lowered = value ? lowerWord(lowering, value) : constantOf('');
  const appends = name && value && lowering.text.slice(name.end, value.start).includes('+');
  if (!appends) return lowered;
  return { kind: 'binary', operator: '+', left: nameOf(sourceOf(lowering, name)), right: lowered };
}

/** `name=value`, `name+=value`, `name[key]=value`. */
export function lowerAssignment(lowering: ShellLowering, node: SyntaxNode): Statement[] {
  const name = fieldOf(node, 'name');
  if (!name) return [];
  const value = assignedValue(lowering, node);
  if (name.type === 'subscript') {
    const [of, key] = name.children;
    if (!of || !key) return [];
    const target: Expression = {
      kind: 'index',
      of: nameOf(sourceOf(lowering, of)),
      key: lowerWord(lowering, key),
    };
    return [{ kind: 'assign', targets: [target], value }];
  }
  const written = sourceOf(lowering, name);
  const own = assignedVariable(lowering, written, value);
  return lowering.allExported ? [own, exported(lowering, written)] : [own];
}

function declareLocals(lowering: ShellLowering, node: SyntaxNode): void {
  for (const child of node.children) {
    const name = child.type === 'variable_assignment' ? fieldOf(child, 'name') : child;
    if (name && /^(variable_name|word)$/.test(name.type)) lowering.locals?.add(sourceOf(lowering, name));
  }
}

/** `export`, `declare`, `local`, `readonly`. */
export function lowerDeclaration(lowering: ShellLowering, node: SyntaxNode): Statement[] {
  const source = sourceOf(lowering, node);
  const exports = EXPORTS.test(source);
  const settings = exports ? SETTINGS_FILE.exec(source)?.[1] : undefined;
  if (settings !== undefined) return [includeOf(settings, true)];
  if (/^(local|declare|typeset)\b/.test(source)) declareLocals(lowering, node);
  return node.children.flatMap((child): Statement[] => {
    if (child.type === 'variable_name') return exports ? [exported(lowering, sourceOf(lowering, child))] : [];
    if (child.type !== 'variable_assignment') return [];
    const name = fieldOf(child, 'name');
    const own = lowerAssignment(lowering, child);
    const needed = exports && !lowering.allExported && name?.type === 'variable_name';
    return needed ? [...own, exported(lowering, sourceOf(lowering, name))] : own;
  });
}
