import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { annotationsOf, isStatic } from './annotations.js';
import { bodyOf } from './classBody.js';
import { injected } from './frameworkMembers.js';
import { constantOf, type JvmLowering, placeOf, sourceOf, THIS, typedDefault } from './jvmLowering.js';

/** Names of the fields that a class declares, with those of records. */
export function fieldNames(lowering: JvmLowering, node: SyntaxNode): string[] {
  const declared = bodyOf(node)
    .filter((child) => child.type === 'field_declaration')
    .flatMap((child) => fieldsOf(child, 'declarator'))
    .flatMap((each) => fieldOf(each, 'name') ?? []);
  return declared.map((name) => sourceOf(lowering, name));
}

export function lowerFieldDeclaration(
  lowering: JvmLowering,
  node: SyntaxNode,
  prefix: Expression | undefined,
): { shared: Statement[]; own: Statement[] } {
  const annotations = annotationsOf(lowering, node);
  const shared = isStatic(lowering, node);
  const type = fieldOf(node, 'type');
  const statements = fieldsOf(node, 'declarator').flatMap((declarator): Statement[] => {
    const [name, value] = [fieldOf(declarator, 'name'), fieldOf(declarator, 'value')];
    if (!name) return [];
    const written = sourceOf(lowering, name);
    const given =
      injected(lowering, annotations, node) ??
      (value ? lowering.expression(value) : undefined) ??
      (prefix ? settingOf(lowering, node, prefix, written) : undefined) ??
      (annotations.some(({ name: each }) =>
        /^(Autowired|Inject|Resource|PersistenceContext|MockBean)$/.test(each),
      )
        ? typedDefault(lowering, type, written)
        : undefined);
    const target: Expression = shared
      ? { kind: 'name', name: written }
      : { kind: 'member', of: THIS, name: written };
    return given ? [{ kind: 'assign', targets: [target], value: given }] : [];
  });
  return shared ? { shared: statements, own: [] } : { shared: [], own: statements };
}

/** A field of a class of settings: `prefix.field-name`. */
function settingOf(lowering: JvmLowering, node: SyntaxNode, prefix: Expression, field: string): Expression {
  const kebab = field.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  lowering.calls.add('<setting>');
  return {
    kind: 'call',
    callee: { kind: 'name', name: '<setting>' },
    args: [
      { value: { kind: 'text', parts: [prefix, constantOf(`.${kebab}`)] } },
      { value: constantOf(null) },
      { value: constantOf(field) },
    ],
    at: placeOf(node),
  };
}
