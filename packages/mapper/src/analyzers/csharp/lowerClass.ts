import type {
  Argument,
  ClassDefinition,
  Expression,
  FunctionDefinition,
  ImportStatement,
  Statement,
} from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerColumns } from './lowerColumns.js';
import { lowerArguments, lowerExpression, lowerImplicitCreation } from './lowerExpression.js';
import { type Lowering, nameOf, positionOf, sourceOf, typeName } from './lowering.js';
import { commandLine, declaredValue, lowerParameters } from './lowerParameters.js';
import { functionOf, lowerDeclaration } from './lowerStatement.js';

const THIS = { name: 'this' };

function modifiersOf(lowering: Lowering, node: SyntaxNode): Set<string> {
  return new Set(
    node.children.filter((child) => child.type === 'modifier').map((child) => sourceOf(lowering, child)),
  );
}

export function isStatic(lowering: Lowering, node: SyntaxNode): boolean {
  const modifiers = modifiersOf(lowering, node);
  return modifiers.has('static') || modifiers.has('const');
}

/** `[Table("orders")]` before a declaration, as a call. */
export function attributesOf(lowering: Lowering, node: SyntaxNode): Expression[] {
  return node.children
    .filter((child) => child.type === 'attribute_list')
    .flatMap((list) => list.children.filter((child) => child.type === 'attribute'))
    .flatMap((attribute): Expression[] => {
      const name = fieldOf(attribute, 'name');
      const list = attribute.children.find((child) => child.type === 'attribute_argument_list');
      const args = (list?.children ?? []).map((each): Argument => {
        const [named, value] = [fieldOf(each, 'name'), each.children.at(-1)];
        const lowered = value ? lowerExpression(lowering, value) : nameOf('null');
        return named && named !== value
          ? { value: lowered, name: sourceOf(lowering, named) }
          : { value: lowered };
      });
      return name
        ? [{ kind: 'call', callee: nameOf(typeName(lowering, name)), args, at: positionOf(attribute) }]
        : [];
    });
}

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

/** The set of a database context: the table of its type argument. */
function lowerSet(lowering: Lowering, node: SyntaxNode, name: string, type: SyntaxNode): FunctionDefinition {
  lowering.calls.add('<set>');
  const entity = type.children.find((child) => child.type === 'type_argument_list')?.children[0];
  const args: Argument[] = [
    { value: { kind: 'constant', value: name } },
    { value: { kind: 'constant', value: entity ? typeName(lowering, entity) : '' } },
    { value: nameOf(entity ? typeName(lowering, entity) : 'object') },
  ];
  const value: Expression = {
    kind: 'call',
    callee: { kind: 'member', of: nameOf('this'), name: '<set>' },
    args,
    at: positionOf(node),
  };
  return propertyOf(node, name, [{ kind: 'return', value }]);
}

function propertyOf(node: SyntaxNode, name: string, body: Statement[]): FunctionDefinition {
  return {
    kind: 'function',
    name,
    parameters: [THIS],
    body,
    decorators: [nameOf('property')],
    at: positionOf(node),
  };
}

function lowerProperty(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [named, type, value] = [fieldOf(node, 'name'), fieldOf(node, 'type'), fieldOf(node, 'value')];
  if (!named) return [];
  const name = sourceOf(lowering, named);
  if (type && /^I?DbSet$/.test(typeName(lowering, type))) return [lowerSet(lowering, node, name, type)];
  const getter = fieldOf(node, 'accessors')?.children.find(
    (child) => sourceOf(lowering, child).startsWith('get') && fieldOf(child, 'body'),
  );
  const computed = value?.type === 'arrow_expression_clause' ? value : getter && fieldOf(getter, 'body');
  if (computed) {
    const { body } = functionOf(lowering, node, name, [], computed);
    const returned = body.length === 1 && body[0]?.kind === 'return' ? body[0].value : undefined;
    if (isStatic(lowering, node) && returned)
      return [{ kind: 'assign', targets: [nameOf(name)], value: returned }];
    return [propertyOf(node, name, body)];
  }
  const implicit = value?.type === 'implicit_object_creation_expression' && type;
  const initial = value
    ? implicit
      ? lowerImplicitCreation(lowering, value, typeName(lowering, type))
      : lowerExpression(lowering, value)
    : declaredValue(lowering, type);
  return initial ? [{ kind: 'assign', targets: [nameOf(name)], value: initial }] : [];
}

/** `: base(…)` and `: this(…)` call another constructor first. */
function initializerCall(lowering: Lowering, node: SyntaxNode): Statement[] {
  const initializer = node.children.find((child) => child.type === 'constructor_initializer');
  if (!initializer) return [];
  const own = /^:?\s*this\b/.test(sourceOf(lowering, initializer));
  if (own) return [];
  const args = lowerArguments(
    lowering,
    initializer.children.find((child) => child.type === 'argument_list'),
  );
  const parent: Expression = { kind: 'call', callee: nameOf('super'), args: [], at: [1, 1, 0, 0] };
  const callee: Expression = { kind: 'member', of: parent, name: '__init__' };
  return [{ kind: 'do', value: { kind: 'call', callee, args, at: positionOf(initializer) } }];
}

function lowerConstructor(lowering: Lowering, node: SyntaxNode): FunctionDefinition {
  const plain = functionOf(lowering, node, '__init__', [THIS], fieldOf(node, 'body'));
  return { ...plain, body: [...initializerCall(lowering, node), ...plain.body] };
}

/** An extension method is found by its name, whatever it is called on. */
export function extensionName(name: string): string {
  return `<extension> ${name}`;
}

function isExtension(lowering: Lowering, node: SyntaxNode): boolean {
  const first = fieldOf(node, 'parameters')?.children.find((child) => child.type === 'parameter');
  return first !== undefined && /^this\b/.test(sourceOf(lowering, first));
}

function lowerMethod(lowering: Lowering, node: SyntaxNode): FunctionDefinition[] {
  const name = fieldOf(node, 'name');
  if (!name) return [];
  const written = sourceOf(lowering, name);
  const own = isStatic(lowering, node) ? [] : [THIS];
  const method = functionOf(lowering, node, written, own, fieldOf(node, 'body'));
  if (written !== 'Main') return [method];
  const [words] = method.parameters;
  return [words ? { ...method, parameters: [commandLine(words.name)] } : method];
}

/** Methods of one name become alternatives: which is meant depends on types. */
function withOverloads(members: readonly Statement[]): Statement[] {
  const byName = new Map<string, FunctionDefinition[]>();
  for (const each of members)
    if (each.kind === 'function') byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  return members.flatMap((each): Statement[] => {
    const overloads = each.kind === 'function' ? (byName.get(each.name) ?? []) : [];
    if (each.kind !== 'function' || overloads.length < 2) return [each];
    const position = overloads.indexOf(each);
    const named = { ...each, name: `${each.name}<${position}>` };
    if (position < overloads.length - 1) return [named];
    const options = overloads.map((_overload, index) => nameOf(`${each.name}<${index}>`));
    return [named, { kind: 'assign', targets: [nameOf(each.name)], value: { kind: 'either', options } }];
  });
}

/** A database context is told its connection and its tables by methods that the library calls. */
function configuredContext(members: readonly Statement[], node: SyntaxNode): Statement[] {
  const has = (name: string): boolean =>
    members.some((each) => each.kind === 'function' && each.name === name);
  const at = positionOf(node);
  const options: Expression = { kind: 'member', of: nameOf('this'), name: '<options>' };
  const call = (name: string, value: Expression): Statement => ({
    kind: 'do',
    value: { kind: 'call', callee: { kind: 'member', of: nameOf('this'), name }, args: [{ value }], at },
  });
  const create = (type: string): Expression => ({ kind: 'call', callee: nameOf(type), args: [], at });
  const setup: Statement[] = [];
  if (has('OnConfiguring')) {
    setup.push({ kind: 'assign', targets: [options], value: create('DbContextOptionsBuilder') });
    setup.push(call('OnConfiguring', options));
  }
  if (has('OnModelCreating')) setup.push(call('OnModelCreating', create('ModelBuilder')));
  return setup;
}

function withConfiguration(members: readonly Statement[], node: SyntaxNode): Statement[] {
  const setup = configuredContext(members, node);
  if (setup.length === 0) return [...members];
  const constructors = members.filter((each) => each.kind === 'function' && each.name === '__init__');
  if (constructors.length === 0) {
    const own: FunctionDefinition = {
      kind: 'function',
      name: '__init__',
      parameters: [THIS],
      body: setup,
      decorators: [],
      at: positionOf(node),
    };
    return [...members, own];
  }
  return members.map((each) =>
    each.kind === 'function' && each.name === '__init__' ? { ...each, body: [...each.body, ...setup] } : each,
  );
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
  const parameters = lowerParameters(lowering, list, (each) => lowerExpression(lowering, each));
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

/** The name under which a file shows its part of a partial class. */
export function partName(name: string): string {
  return `<part> ${name}`;
}

const PARTS = [1, 2, 3, 4];

function numberedPart(name: string, number: number): string {
  return `<part ${number}> ${name}`;
}

/** The class as the first, second … other file that declares it shows it. */
function otherParts(name: string): Expression[] {
  return PARTS.map((number) => ({
    kind: 'member',
    of: nameOf(numberedPart(name, number)),
    name: partName(name),
  }));
}

/** The other files that declare a partial class, as modules. */
export function importParts(name: string): ImportStatement[] {
  return PARTS.map((number) => {
    const module = numberedPart(name, number);
    return { kind: 'import', module, level: 0, as: module, names: [] };
  });
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
