import type { ClassDefinition, Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { withConfiguration } from './databaseContext.js';
import { lowerDeclaration } from './lowerAssignment.js';
import { attributesOf } from './lowerAttributes.js';
import { lowerColumns } from './lowerColumns.js';
import { type Lowering, nameOf, positionOf, sourceOf, typeName } from './lowering.js';
import { extensionName, isExtension, lowerConstructor, lowerMethod, withOverloads } from './lowerMethod.js';
import { declaredValue, lowerParameters } from './lowerParameters.js';
import { lowerProperty } from './lowerProperty.js';
import { isStatic, modifiersOf } from './modifiers.js';
import { otherParts } from './partialClass.js';

const THIS = { name: 'this' };

/** A field keeps what it starts with; one without is known by its type until the constructor sets it. */
function lowerField(lowering: Lowering, node: SyntaxNode): Statement[] {
  const declaration = node.children.find((child) => child.type === 'variable_declaration');
  if (!declaration) return [];
  const set = lowerDeclaration(lowering, declaration);
  const known = new Set(
    set.flatMap((each) =>
      each.kind === 'assign' && each.targets[0]?.kind === 'name' ? [each.targets[0].name] : [],
    ),
  );
  const type = fieldOf(declaration, 'type');
  const open = declaration.children
    .filter((child) => child.type === 'variable_declarator' && child.children.length === 1)
    .flatMap((child): Statement[] => {
      const name = sourceOf(lowering, child.children[0] ?? child);
      const value = known.has(name) || isStatic(lowering, node) ? undefined : declaredValue(lowering, type);
      return value ? [{ kind: 'assign', targets: [nameOf(name)], value }] : [];
    });
  return [...open, ...set];
}

function memberNames(lowering: Lowering, body: SyntaxNode | undefined, wanted: boolean): Set<string> {
  const names = new Set<string>();
  for (const child of body?.children ?? []) {
    if (isStatic(lowering, child) !== wanted) continue;
    if (child.type === 'property_declaration') names.add(sourceOf(lowering, fieldOf(child, 'name') ?? child));
    if (child.type !== 'field_declaration') continue;
    for (const declaration of child.children.filter((each) => each.type === 'variable_declaration'))
      for (const each of declaration.children)
        if (each.type === 'variable_declarator') names.add(sourceOf(lowering, each.children[0] ?? each));
  }
  return names;
}

/** A record's or a class's own parameters are its members, which a constructor sets. */
function primaryConstructor(lowering: Lowering, node: SyntaxNode): Statement[] {
  const list = fieldOf(node, 'parameters') ?? node.children.find((child) => child.type === 'parameter_list');
  if (!list) return [];
  const parameters = lowerParameters(lowering, list, (each) => lowering.lower(lowering, each));
  const body = parameters.map(
    ({ name }): Statement => ({
      kind: 'assign',
      targets: [{ kind: 'member', of: nameOf('this'), name }],
      value: nameOf(name),
    }),
  );
  return [
    {
      kind: 'function',
      name: '__init__',
      parameters: [THIS, ...parameters],
      body,
      decorators: [],
      at: positionOf(node),
    },
  ];
}

function lowerMembers(lowering: Lowering, body: SyntaxNode | undefined): Statement[] {
  return (body?.children ?? []).flatMap((child): Statement[] => {
    switch (child.type) {
      case 'field_declaration':
      case 'event_field_declaration':
        return lowerField(lowering, child);
      case 'property_declaration':
        return lowerProperty(lowering, child);
      case 'constructor_declaration':
        return isStatic(lowering, child) ? [] : [lowerConstructor(lowering, child)];
      case 'method_declaration':
        return lowerMethod(lowering, child);
      case 'enum_declaration':
        return [];
      default:
        return /^(class|record|struct|interface)/.test(child.type) ? lowerClass(lowering, child) : [];
    }
  });
}

function basesOf(lowering: Lowering, node: SyntaxNode): Expression[] {
  const list = node.children.find((child) => child.type === 'base_list');
  return (list?.children ?? [])
    .filter((child) => child.type !== 'argument_list')
    .map((child) =>
      nameOf(
        typeName(
          lowering,
          child.type === 'primary_constructor_base_type' ? (child.children[0] ?? child) : child,
        ),
      ),
    );
}

/** A class, record, struct or interface. Extension methods also stand beside it, where they are found by name. */
export function lowerClass(lowering: Lowering, node: SyntaxNode): Statement[] {
  const named = fieldOf(node, 'name');
  const body = fieldOf(node, 'body') ?? node.children.find((child) => child.type === 'declaration_list');
  if (!named) return [];
  const name = sourceOf(lowering, named);
  const inner: Lowering = {
    ...lowering,
    members: memberNames(lowering, body, false),
    statics: memberNames(lowering, body, true),
  };
  const partial = modifiersOf(lowering, node).has('partial');
  const lowered = [...primaryConstructor(inner, node), ...lowerMembers(inner, body)];
  const members = withOverloads(withConfiguration(lowered, node));
  const functionsFirst = [
    ...members.filter((each) => each.kind === 'function' || each.kind === 'class'),
    ...members.filter((each) => each.kind !== 'function' && each.kind !== 'class'),
  ];
  const definition: ClassDefinition = {
    kind: 'class',
    name,
    bases: [...basesOf(lowering, node), ...(partial ? otherParts(name) : [])],
    body: [...lowerColumns(inner, node, body), ...functionsFirst],
    decorators: attributesOf(lowering, node),
  };
  const extensions = (body?.children ?? [])
    .filter((child) => child.type === 'method_declaration' && isExtension(lowering, child))
    .flatMap((child): Statement[] => {
      const method = sourceOf(lowering, fieldOf(child, 'name') ?? child);
      const value: Expression = { kind: 'member', of: nameOf(name), name: method };
      return [{ kind: 'assign', targets: [nameOf(extensionName(method))], value }];
    });
  return [definition, ...extensions];
}
