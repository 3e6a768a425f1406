import type { Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, partsOf, sourceOf } from '../java/jvmLowering.js';
import { packageStatement } from '../java/lowerImports.js';

function imported(module: string, name: string, as: string): Statement[] {
  const cut = module.lastIndexOf('.');
  const owner = module.slice(cut + 1);
  // A member of an object: the object is imported, the member taken from it.
  if (/^[A-Z]/.test(owner)) {
    const held = `<object ${module}>`;
    return [
      {
        kind: 'import',
        module: module.slice(0, Math.max(0, cut)),
        level: 0,
        names: [{ name: owner, as: held }],
      },
      {
        kind: 'assign',
        targets: [{ kind: 'name', name: as }],
        value: { kind: 'member', of: { kind: 'name', name: held }, name },
      },
    ];
  }
  return [{ kind: 'import', module, level: 0, names: [{ name, as }] }];
}

function opened(module: string): Statement {
  return { kind: 'import', module, level: 0, names: [{ name: '*', as: '*' }] };
}

function selected(lowering: JvmLowering, module: string, selectors: SyntaxNode): Statement[] {
  return partsOf(selectors).flatMap((child): Statement[] => {
    if (child.type === 'namespace_wildcard') return [opened(module)];
    const [name, alias] = [fieldOf(child, 'name'), fieldOf(child, 'alias')];
    if (name && alias) return imported(module, sourceOf(lowering, name), sourceOf(lowering, alias));
    const written = sourceOf(lowering, child);
    return imported(module, written, written);
  });
}

/** One import clause may name several paths; each ends in a name, in names between braces, or in everything. */
function lowerImport(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  const source = sourceOf(lowering, node).replace(/^import\s+/, '');
  const selectors = partsOf(node).filter((child) => child.type === 'namespace_selectors');
  const paths = source
    .replace(/\{[^}]*\}/g, '{}')
    .split(',')
    .map((path) => path.trim());
  let next = 0;
  return paths.flatMap((path): Statement[] => {
    const module = path.replace(/\.?(\{\}|_|\*|given)$/, '').replace(/\s+/g, '');
    if (path.endsWith('{}')) {
      const node = selectors[next++];
      return node ? selected(lowering, module, node) : [];
    }
    if (/\.(_|\*|given)$/.test(path)) return [opened(module)];
    const cut = module.lastIndexOf('.');
    const name = module.slice(cut + 1);
    return cut < 0 || name === '' ? [] : imported(module.slice(0, cut), name, name);
  });
}

/** Package and imports of a Scala file; imports within classes and methods count for the whole file. */
export function lowerScalaImports(lowering: JvmLowering, root: SyntaxNode): Statement[] {
  const packages: string[] = [];
  const imports: Statement[] = [];
  const visit = (node: SyntaxNode, depth: number): void => {
    if (node.type === 'package_clause') {
      const name = fieldOf(node, 'name');
      if (name) packages.push(sourceOf(lowering, name).replace(/\s+/g, ''));
    }
    if (node.type === 'import_declaration') imports.push(...lowerImport(lowering, node));
    else if (depth < 200) for (const child of partsOf(node)) visit(child, depth + 1);
  };
  visit(root, 0);
  return [packageStatement(packages.join('.')), ...imports];
}
