import type { Expression, FunctionDefinition, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Annotation, annotationsOf, isStatic } from './annotations.js';
import { entityMembers, injected, listened, queryBody } from './frameworkMembers.js';
import {
  constantOf,
  type JvmLowering,
  partsOf,
  placeOf,
  sourceOf,
  THIS,
  typedDefault,
  withThis,
} from './jvmLowering.js';
import { lowerArguments, lowerExpression, typeName } from './lowerExpression.js';
import { lowerBlock } from './lowerStatement.js';

const CLASSES = /^(class|interface|enum|record|annotation_type)_declaration$/;
const STATIC: Expression = { kind: 'name', name: 'staticmethod' };

function bodyOf(node: SyntaxNode): SyntaxNode[] {
  const body = fieldOf(node, 'body');
  return (body ? partsOf(body) : []).flatMap((child) =>
    child.type === 'enum_body_declarations' ? partsOf(child) : [child],
  );
}

/** Names of the fields that a class declares, with those of records. */
function fieldNames(lowering: JvmLowering, node: SyntaxNode): string[] {
  const declared = bodyOf(node)
    .filter((child) => child.type === 'field_declaration')
    .flatMap((child) => fieldsOf(child, 'declarator'))
    .flatMap((each) => fieldOf(each, 'name') ?? []);
  return declared.map((name) => sourceOf(lowering, name));
}

function lowerParameters(lowering: JvmLowering, node: SyntaxNode): Parameter[] {
  return partsOf(fieldOf(node, 'parameters') ?? { ...node, children: [] }).flatMap((child): Parameter[] => {
    const spread = child.type === 'spread_parameter';
    const declarator = spread ? partsOf(child).find((each) => each.type === 'variable_declarator') : child;
    const name = declarator ? fieldOf(declarator, 'name') : undefined;
    if (!name || child.type === 'receiver_parameter') return [];
    const written = sourceOf(lowering, name);
    if (spread) return [{ name: written, rest: 'list' }];
    const given =
      injected(lowering, annotationsOf(lowering, child), child) ??
      typedDefault(lowering, fieldOf(child, 'type'), written);
    return [given ? { name: written, default: given } : { name: written }];
  });
}

/** Lowers the body of a method with names of its own. */
function within<Result>(
  lowering: JvmLowering,
  parameters: readonly Parameter[],
  words: string | undefined,
  lower: () => Result,
): Result {
  const outer = { locals: lowering.locals, words: lowering.words };
  lowering.locals = new Set(parameters.map(({ name }) => name));
  lowering.words = words ?? outer.words;
  const result = lower();
  lowering.locals = outer.locals;
  lowering.words = outer.words;
  return result;
}

/** Whether a method takes the words of the command line: `main`, and what it hands them to. */
function takesWords(lowering: JvmLowering, node: SyntaxNode): boolean {
  const [first] = partsOf(fieldOf(node, 'parameters') ?? { ...node, children: [] });
  return (
    first !== undefined && /^(?:final\s+)?String\s*(?:\[\s*\]|\.\.\.)\s*args$/.test(sourceOf(lowering, first))
  );
}

function lowerMethod(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  const [name, body] = [fieldOf(node, 'name'), fieldOf(node, 'body')];
  const annotations = annotationsOf(lowering, node);
  const written = name ? sourceOf(lowering, name) : '';
  const own = isStatic(lowering, node);
  const parameters = listened(lowering, annotations, lowerParameters(lowering, node));
  const words = takesWords(lowering, node) ? parameters[0]?.name : undefined;
  const statements = body
    ? within(lowering, parameters, words, () => lowerBlock(lowering, partsOf(body)))
    : queryBody(lowering, annotations);
  if (!statements) return [];
  return [
    {
      kind: 'function',
      name: written,
      parameters: own ? parameters : withThis(parameters),
      body: statements,
      decorators: own ? [STATIC] : [],
      at: placeOf(node),
    },
  ];
}

/** Field initialisers run before the constructor; the constructor of the base class before both. */
function lowerConstructors(
  lowering: JvmLowering,
  node: SyntaxNode,
  initialisers: readonly Statement[],
): Statement[] {
  const declared = bodyOf(node).filter((child) => /constructor_declaration$/.test(child.type));
  const record = node.type === 'record_declaration' ? lowerParameters(lowering, node) : [];
  const kept: Statement[] = record.map(({ name }) => ({
    kind: 'assign',
    targets: [{ kind: 'member', of: THIS, name }],
    value: { kind: 'name', name },
  }));
  const constructors = declared.map((each): FunctionDefinition => {
    const parameters = each.type.startsWith('compact') ? record : lowerParameters(lowering, each);
    const body = fieldOf(each, 'body');
    const statements = body
      ? within(lowering, parameters, undefined, () =>
          partsOf(body).flatMap((child) => lowerConstructorPart(lowering, child)),
        )
      : [];
    return {
      kind: 'function',
      name: '__init__',
      parameters: withThis(parameters),
      body: [...initialisers, ...kept, ...statements],
      decorators: [],
      at: placeOf(each),
    };
  });
  if (constructors.length > 0)
    return constructors.sort((left, right) => left.parameters.length - right.parameters.length);
  if (initialisers.length + kept.length === 0) return [];
  return [
    {
      kind: 'function',
      name: '__init__',
      parameters: withThis(record),
      body: [...initialisers, ...kept],
      decorators: [],
      at: placeOf(node),
    },
  ];
}

/** `super(…)` and `this(…)` call another constructor of the same object. */
function lowerConstructorPart(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  if (node.type !== 'explicit_constructor_invocation') return lowerBlock(lowering, [node]);
  const target = fieldOf(node, 'constructor');
  const args = lowerArguments(lowering, fieldOf(node, 'arguments'));
  const own = target?.type === 'this';
  const callee: Expression = {
    kind: 'member',
    of: own ? THIS : { kind: 'name', name: '<base>' },
    name: '__init__',
  };
  lowering.calls.add('__init__');
  return [
    {
      kind: 'do',
      value: { kind: 'call', callee, args: own ? args : [{ value: THIS }, ...args], at: placeOf(node) },
    },
  ];
}

function lowerFieldDeclaration(
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
      (value ? lowerExpression(lowering, value) : undefined) ??
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

function basesOf(lowering: JvmLowering, node: SyntaxNode): { bases: Expression[]; types: SyntaxNode[] } {
  const lists = [
    fieldOf(node, 'superclass'),
    fieldOf(node, 'interfaces'),
    partsOf(node).find((child) => child.type === 'extends_interfaces'),
  ];
  const types = lists
    .flatMap((list) => (list ? partsOf(list) : []))
    .flatMap((child) => (child.type === 'type_list' ? partsOf(child) : [child]));
  return { bases: types.map((type) => typeName(lowering, type)), types };
}

function enumMembers(lowering: JvmLowering, node: SyntaxNode, name: string): Statement[] {
  const constants = bodyOf(node).filter((child) => child.type === 'enum_constant');
  return constants.map((child): Statement => {
    const own = fieldOf(child, 'name');
    const value: Expression = {
      kind: 'call',
      callee: { kind: 'name', name },
      args: lowerArguments(lowering, fieldOf(child, 'arguments')),
      at: placeOf(child),
    };
    return { kind: 'assign', targets: [{ kind: 'name', name: own ? sourceOf(lowering, own) : '' }], value };
  });
}

function prefixOf(annotations: readonly Annotation[]): Expression | undefined {
  const found = annotations.find(
    ({ name }) => name === 'ConfigurationProperties' || name === 'ConfigProperties',
  );
  return found?.values.get('prefix') ?? found?.values.get('value');
}

/** The members of a class: functions first, then nested classes, then what its fields hold. */
function lowerMembers(
  lowering: JvmLowering,
  node: SyntaxNode,
  annotations: readonly Annotation[],
): Statement[] {
  const outer = lowering.fields;
  lowering.fields = new Set([...outer, ...fieldNames(lowering, node)]);
  const parts = bodyOf(node);
  const prefix = prefixOf(annotations);
  const before = lowering.before;
  lowering.before = [];
  const fields = parts
    .filter((child) => /^(field|constant)_declaration$/.test(child.type))
    .map((child) => lowerFieldDeclaration(lowering, child, prefix));
  const initialisers = [...lowering.before, ...fields.flatMap(({ own }) => own)];
  lowering.before = before;
  const blocks = parts
    .filter((child) => child.type === 'static_initializer')
    .flatMap((child) => lowerBlock(lowering, partsOf(child)));
  const instance = parts
    .filter((child) => child.type === 'block')
    .flatMap((child) => lowerBlock(lowering, partsOf(child)));
  const members = [
    ...parts
      .filter((child) => child.type === 'method_declaration')
      .flatMap((child) => lowerMethod(lowering, child)),
    ...lowerConstructors(lowering, node, [...initialisers, ...instance]),
    ...parts.filter((child) => CLASSES.test(child.type)).flatMap((child) => lowerClass(lowering, child)),
    ...fields.flatMap(({ shared }) => shared),
    ...blocks,
  ];
  lowering.fields = outer;
  return members;
}

/** A class, interface, enum or record. Constants of an enum are made by a class of its own, from which it inherits. */
export function lowerClass(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  const named = fieldOf(node, 'name');
  const name = named ? sourceOf(lowering, named) : '';
  const annotations = annotationsOf(lowering, node);
  const { bases, types } = basesOf(lowering, node);
  const first = bases[0];
  const base: Statement[] = first
    ? [{ kind: 'assign', targets: [{ kind: 'name', name: '<base>' }], value: first }]
    : [];
  const members = [
    ...base,
    ...entityMembers(lowering, node, annotations, types, name),
    ...lowerMembers(lowering, node, annotations),
  ];
  if (node.type !== 'enum_declaration')
    return [{ kind: 'class', name, bases, body: members, decorators: [] }];
  const made = `${name}$`;
  return [
    { kind: 'class', name: made, bases, body: members, decorators: [] },
    {
      kind: 'class',
      name,
      bases: [{ kind: 'name', name: made }],
      body: enumMembers(lowering, node, made),
      decorators: [],
    },
  ];
}

/** A class without a name is defined just before the object that is made of it. */
export function lowerAnonymousClass(
  lowering: JvmLowering,
  node: SyntaxNode,
  base: Expression,
  body: SyntaxNode,
): Expression {
  const name = `<class ${node.start}>`;
  const shell: SyntaxNode = { ...node, type: 'class_declaration', children: [{ ...body, field: 'body' }] };
  lowering.before.push({
    kind: 'class',
    name,
    bases: [base],
    body: lowerMembers(lowering, shell, []),
    decorators: [],
  });
  return { kind: 'name', name };
}
