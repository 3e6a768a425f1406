import type { ClassDefinition, Expression, ImportStatement, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  assigned,
  callOf,
  constantOf,
  freshName,
  type GoLowering,
  plainName,
  ruleCall,
  sourceOf,
} from './goLowering.js';
import { lowerFunction } from './lowerFunction.js';
import { lowerVariables } from './lowerStatement.js';
import { typedValue } from './lowerType.js';

const EMBED = /^\/\/go:embed[ \t]+(.+)\r?\n(?:\/\/.*\r?\n)*(?:var[ \t]+)?([A-Za-z_]\w*)/gm;

/** Names that a package may go by: its last path segment, without version, prefix and suffix. */
function namesOfPackage(path: string): string[] {
  const plain =
    path
      .replace(/\/v\d+$/, '')
      .split('/')
      .at(-1) ?? path;
  const base = plain.replace(/\.v\d+$/, '');
  const short = base.replace(/^go-|-go$|^go\.|\.go$/g, '').replace(/-.*$/, '');
  return [...new Set([base, short])].filter((name) => /^\w+$/.test(name));
}

function lowerImports(lowering: GoLowering, node: SyntaxNode): ImportStatement[] {
  const specs = node.children.flatMap((child) =>
    child.type === 'import_spec_list' ? child.children : [child],
  );
  return specs.flatMap((spec): ImportStatement[] => {
    const [alias, path] = [fieldOf(spec, 'name'), fieldOf(spec, 'path')];
    if (!path) return [];
    const module = sourceOf(lowering, path)
      .slice(1, -1)
      .replace(/\/v\d+(?=\/|$)/g, '');
    const base = { kind: 'import' as const, module, level: 0 };
    if (alias?.type === 'dot') return [{ ...base, names: [{ name: '*', as: '*' }] }];
    if (alias?.type === 'blank_identifier') return [];
    const names = alias ? [sourceOf(lowering, alias)] : namesOfPackage(sourceOf(lowering, path).slice(1, -1));
    return names.map((as) => ({ ...base, names: [], as }));
  });
}

/** A field with its default by tag or by type. */
function lowerStructField(lowering: GoLowering, field: SyntaxNode): Statement[] {
  const tag = fieldOf(field, 'tag');
  const tagged = tag ? sourceOf(lowering, tag).slice(1, -1) : '';
  return fieldsOf(field, 'name').flatMap((node): Statement[] => {
    const name = sourceOf(lowering, node);
    const settings = /\b(env|envconfig|default|envDefault|env-default)\s*:/.test(tagged);
    const value = settings
      ? ruleCall(lowering, 'tag', [constantOf(name), constantOf(tagged)], field)
      : typedValue(lowering, fieldOf(field, 'type'));
    return value ? [assigned(name, value)] : [];
  });
}

function lowerStruct(lowering: GoLowering, name: string, type: SyntaxNode): ClassDefinition {
  const fields = type.children.find((child) => child.type === 'field_declaration_list')?.children ?? [];
  const embedded = fields.filter((field) => fieldsOf(field, 'name').length === 0);
  const bases = embedded.flatMap((field): Expression[] => {
    const inner = fieldOf(field, 'type');
    const written = inner ? sourceOf(lowering, inner).replace(/^\*/, '') : '';
    return /^\w+$/.test(written) ? [plainName(written)] : [];
  });
  return {
    kind: 'class',
    name,
    bases,
    body: fields.flatMap((field) => lowerStructField(lowering, field)),
    decorators: [],
  };
}

function lowerTypes(lowering: GoLowering, node: SyntaxNode): ClassDefinition[] {
  return node.children.flatMap((spec): ClassDefinition[] => {
    const [name, type] = [fieldOf(spec, 'name'), fieldOf(spec, 'type')];
    if (!name || !type || type.type === 'interface_type') return [];
    if (type.type === 'struct_type') return [lowerStruct(lowering, sourceOf(lowering, name), type)];
    return [{ kind: 'class', name: sourceOf(lowering, name), bases: [], body: [], decorators: [] }];
  });
}

function receiverType(lowering: GoLowering, node: SyntaxNode): string {
  const receiver = fieldOf(node, 'receiver')?.children[0];
  const type = receiver ? fieldOf(receiver, 'type') : undefined;
  return type ? sourceOf(lowering, type).replace(/^\*/, '').replace(/\[.*$/s, '') : '';
}

/** Methods of a type of this file belong to its class; those of a type of another file are found by their full name. */
function lowerMethods(
  lowering: GoLowering,
  nodes: readonly SyntaxNode[],
  classes: readonly ClassDefinition[],
): Statement[] {
  return nodes.flatMap((node): Statement[] => {
    const name = fieldOf(node, 'name');
    const type = receiverType(lowering, node);
    const own = classes.find((each) => each.name === type);
    const written = name ? sourceOf(lowering, name) : '';
    if (own) own.body.push(lowerFunction(lowering, node, written));
    return own ? [] : [lowerFunction(lowering, node, `${type}.${written}`)];
  });
}

/** Files that are built into the program. */
function lowerEmbedded(lowering: GoLowering, root: SyntaxNode): Statement[] {
  return [...lowering.text.matchAll(EMBED)].map(([all, paths = '', name = '']) => {
    const start = lowering.text.indexOf(all);
    const line = lowering.text.slice(0, start).split('\n').length;
    const at = { ...root, line, endLine: line, start, end: start + all.length };
    const words = paths
      .replace(/\s\/\/.*$/, '')
      .trim()
      .split(/\s+/)
      .map((path) => constantOf(path.replace(/^["`]|["`]$/g, '')));
    return assigned(name, ruleCall(lowering, 'embed', words, at));
  });
}

/** Lowers a file: imports, types with their methods, functions, variables, then what a program runs first. */
export function lowerFile(lowering: GoLowering, root: SyntaxNode): Statement[] {
  const of = (type: string): SyntaxNode[] => root.children.filter((child) => child.type === type);
  const imports = of('import_declaration').flatMap((node) => lowerImports(lowering, node));
  const classes = of('type_declaration').flatMap((node) => lowerTypes(lowering, node));
  const methods = lowerMethods(lowering, of('method_declaration'), classes);
  const inits: string[] = [];
  const functions = of('function_declaration').map((node) => {
    const name = fieldOf(node, 'name');
    const written = name ? sourceOf(lowering, name) : '';
    const own = written === 'init' ? freshName(lowering, 'init') : written;
    if (written === 'init') inits.push(own);
    return lowerFunction(lowering, node, own);
  });
  const variables = root.children
    .filter((child) => /^(var|const)_declaration$/.test(child.type))
    .flatMap((node) => {
      const own = lowerVariables(lowering, node);
      const all = [...lowering.before, ...own, ...lowering.after];
      lowering.before = [];
      lowering.after = [];
      return all;
    });
  const isMain = functions.some((each) => each.name === 'main') && /^package main\b/m.test(lowering.text);
  const runs = [...inits, ...(isMain ? ['main'] : [])].map(
    (name): Statement => ({
      kind: 'do',
      value: callOf(lowering, plainName(name), [], { ...root, start: 0, end: 0 }),
    }),
  );
  return [
    ...imports,
    ...classes,
    ...methods,
    ...functions,
    ...variables,
    ...lowerEmbedded(lowering, root),
    ...runs,
  ];
}
