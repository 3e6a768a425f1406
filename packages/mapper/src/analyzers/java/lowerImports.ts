import type { Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { constantOf, type JvmLowering, partsOf, sourceOf } from './jvmLowering.js';

/** The package that a file belongs to, where the finder of modules looks for it. */
export function packageStatement(name: string): Statement {
  return { kind: 'assign', targets: [{ kind: 'name', name: '<package>' }], value: constantOf(name) };
}

function plainImport(path: string): Statement {
  const cut = path.lastIndexOf('.');
  const name = path.slice(cut + 1);
  return { kind: 'import', module: path.slice(0, Math.max(0, cut)), level: 0, names: [{ name, as: name }] };
}

/** `import static a.B.FIELD` takes a member of a class. */
function staticImport(path: string): Statement[] {
  const parts = path.split('.');
  const [owner, member] = [parts.slice(0, -1).join('.'), parts.at(-1) ?? ''];
  const cut = owner.lastIndexOf('.');
  const [name, as] = [owner.slice(cut + 1), `<static ${owner}>`];
  return [
    { kind: 'import', module: owner.slice(0, Math.max(0, cut)), level: 0, names: [{ name, as }] },
    {
      kind: 'assign',
      targets: [{ kind: 'name', name: member }],
      value: { kind: 'member', of: { kind: 'name', name: as }, name: member },
    },
  ];
}

/** Package and imports of a Java file. */
export function lowerImports(lowering: JvmLowering, nodes: readonly SyntaxNode[]): Statement[] {
  return nodes.flatMap((node): Statement[] => {
    const name = partsOf(node).find((child) => /identifier$/.test(child.type));
    const path = name ? sourceOf(lowering, name).replace(/\s+/g, '') : '';
    if (node.type === 'package_declaration') return [packageStatement(path)];
    if (node.type !== 'import_declaration' || path === '') return [];
    const all = partsOf(node).some((child) => child.type === 'asterisk');
    const isStatic = /^import\s+static\b/.test(sourceOf(lowering, node));
    if (all) return [{ kind: 'import', module: path, level: 0, names: [{ name: '*', as: '*' }] }];
    return isStatic ? staticImport(path) : [plainImport(path)];
  });
}
