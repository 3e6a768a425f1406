import type { Expression, ImportStatement, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  assigned,
  constantOf,
  freshName,
  type JavascriptLowering,
  plainName,
  ruleCall,
  sourceOf,
} from './javascriptLowering.js';
import { isOwnModule, moduleName } from './moduleName.js';

function specifierOf(lowering: JavascriptLowering, node: SyntaxNode): { name: string; as: string } {
  const [name, alias] = [fieldOf(node, 'name'), fieldOf(node, 'alias')];
  const own = name ? sourceOf(lowering, name) : '';
  return { name: own, as: alias ? sourceOf(lowering, alias) : own };
}

function sourceModule(lowering: JavascriptLowering, node: SyntaxNode): string | undefined {
  const source = fieldOf(node, 'source');
  return source ? sourceOf(lowering, source).slice(1, -1) : undefined;
}

/** The default export of a package is the package; that of an own module has a name of its own. */
function defaultImport(module: string, as: string): ImportStatement {
  const base = { kind: 'import' as const, module: moduleName(module), level: 0 };
  return isOwnModule(module) ? { ...base, names: [{ name: 'default', as }] } : { ...base, names: [], as };
}

/** `import …`. */
export function lowerImport(lowering: JavascriptLowering, node: SyntaxNode): Statement[] {
  const module = sourceModule(lowering, node);
  const clause = node.children.find((child) => child.type === 'import_clause');
  if (module === undefined) return lowerImportRequire(lowering, node);
  const base = { kind: 'import' as const, module: moduleName(module), level: 0 };
  if (/\.json$/.test(module) && clause?.children[0]) {
    const value = ruleCall(lowering, 'config', [constantOf(module)], node);
    return [assigned(sourceOf(lowering, clause.children[0]).replace(/^\*\s+as\s+/, ''), value)];
  }
  if (!clause) return isOwnModule(module) ? [{ ...base, names: [], as: freshName(lowering, 'module') }] : [];
  return clause.children.flatMap((child): Statement[] => {
    if (child.type === 'identifier') return [defaultImport(module, sourceOf(lowering, child))];
    if (child.type === 'namespace_import') {
      const name = child.children[0];
      return name ? [{ ...base, names: [], as: sourceOf(lowering, name) }] : [];
    }
    const names = child.children
      .filter((each) => each.type === 'import_specifier')
      .map((each) => specifierOf(lowering, each));
    const defaults = names.filter((each) => each.name === 'default' && !isOwnModule(module));
    const others = names.filter((each) => !defaults.includes(each));
    return [
      ...defaults.map((each) => defaultImport(module, each.as)),
      ...(others.length > 0 ? [{ ...base, names: others }] : []),
    ];
  });
}

/** `import x = require('x')`. */
function lowerImportRequire(lowering: JavascriptLowering, node: SyntaxNode): Statement[] {
  const match = /^import\s+(\w+)\s*=\s*require\(\s*["']([^"']+)["']\s*\)/.exec(sourceOf(lowering, node));
  return match
    ? [{ kind: 'import', module: moduleName(match[2] ?? ''), level: 0, names: [], as: match[1] ?? '' }]
    : [];
}

/** `export … from`, `export { a as b }`, `export default …`; declarations are lowered by `lowerInner`. */
export function lowerExport(
  lowering: JavascriptLowering,
  node: SyntaxNode,
  lowerInner: (nodes: readonly SyntaxNode[]) => Statement[],
): Statement[] {
  const module = sourceModule(lowering, node);
  const clause = node.children.find((child) => child.type === 'export_clause');
  if (module !== undefined) {
    const names = clause
      ? clause.children.map((each) => specifierOf(lowering, each))
      : [{ name: '*', as: '*' }];
    return [{ kind: 'import', module: moduleName(module), level: 0, names }];
  }
  if (clause) {
    return clause.children.flatMap((each): Statement[] => {
      const { name, as } = specifierOf(lowering, each);
      return name === as ? [] : [assigned(as, plainName(name))];
    });
  }
  const isDefault = /^export\s+default\b/.test(sourceOf(lowering, node));
  const declaration = fieldOf(node, 'declaration');
  const decorated = node.children.filter((child) => child.type === 'decorator');
  if (declaration) return exported(lowering, [...decorated, declaration], declaration, isDefault, lowerInner);
  const value = fieldOf(node, 'value');
  return value ? [assigned('default', lowering.expression(value))] : [];
}

function exported(
  lowering: JavascriptLowering,
  nodes: readonly SyntaxNode[],
  declaration: SyntaxNode,
  isDefault: boolean,
  lowerInner: (nodes: readonly SyntaxNode[]) => Statement[],
): Statement[] {
  const inner = lowerInner(nodes);
  const name = fieldOf(declaration, 'name');
  if (!isDefault) return inner;
  const definition = inner.find((each) => each.kind === 'function' || each.kind === 'class');
  const own = name
    ? sourceOf(lowering, name)
    : definition?.kind === 'function' || definition?.kind === 'class'
      ? definition.name
      : '';
  return own === '' ? inner : [...inner, assigned('default', plainName(own))];
}

/** `module.exports = …` and `exports.name = …`: names that other files may import. */
export function exportedNames(target: Expression, value: Expression): Statement[] {
  if (target.kind !== 'member') return [];
  const isExports = (each: Expression): boolean =>
    (each.kind === 'name' && each.name === 'exports') ||
    (each.kind === 'member' &&
      each.name === 'exports' &&
      each.of.kind === 'name' &&
      each.of.name === 'module');
  if (isExports(target.of)) return [assigned(target.name, value)];
  if (!isExports(target)) return [];
  const entries = value.kind === 'dict' ? value.entries : [];
  const names = entries.flatMap(([key, each]): Statement[] => {
    const name = key?.kind === 'constant' ? String(key.value) : undefined;
    const same = each.kind === 'name' && each.name === name;
    return name === undefined || same ? [] : [assigned(name, each)];
  });
  return [...names, assigned('default', value)];
}
