import type { Position } from '../../facts/position.js';
import type { Argument, Expression, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';

/** The text under lowering and what is collected on the way; Java and Scala share it. */
export interface JvmLowering {
  readonly text: string;
  readonly calls: Set<string>;
  /** Statements that run before the one under lowering: functions and classes without a name. */
  before: Statement[];
  /** Fields of the classes around the code, from the outside in. */
  fields: ReadonlySet<string>;
  /** Names that the method around the code declares. */
  locals: Set<string>;
  /** The parameter that holds the words of the command line. */
  words: string | undefined;
  /** Expressions and statements hold each other: what lowers a part of one finds the others here. */
  expression(node: SyntaxNode): Expression;
  block(nodes: readonly SyntaxNode[]): Statement[];
}

/** How a language lowers its expressions and statements. */
interface JvmRules {
  expression(lowering: JvmLowering, node: SyntaxNode): Expression;
  block(lowering: JvmLowering, nodes: readonly SyntaxNode[]): Statement[];
}

export const NOTHING: Expression = { kind: 'mix', parts: [] };
export const THIS: Expression = { kind: 'name', name: 'this' };

export function newJvmLowering(text: string, rules: JvmRules): JvmLowering {
  const lowering: JvmLowering = {
    text,
    calls: new Set(),
    before: [],
    fields: new Set(),
    locals: new Set(),
    words: undefined,
    expression: (node) => rules.expression(lowering, node),
    block: (nodes) => rules.block(lowering, nodes),
  };
  return lowering;
}

/** The expression in a field of a node. */
export function lowerField(lowering: JvmLowering, node: SyntaxNode, field: string): Expression {
  const child = fieldOf(node, field);
  return child ? lowering.expression(child) : NOTHING;
}

/** A bare name or constant as a statement does nothing that matters here. */
export function effect(value: Expression): Statement[] {
  return /^(constant|name|lambda)$/.test(value.kind) || (value.kind === 'mix' && value.parts.length === 0)
    ? []
    : [{ kind: 'do', value }];
}

export function sourceOf(lowering: JvmLowering, node: SyntaxNode): string {
  return lowering.text.slice(node.start, node.end);
}

/** Named children that mean something. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => child.type !== 'line_comment' && child.type !== 'block_comment');
}

/** Where a call stands: a chain of calls is written over many lines, each call on that of its name. */
export function placeOf(node: SyntaxNode, name?: SyntaxNode): Position {
  return [(name ?? node).line, node.endLine, node.start, node.end];
}

export function constantOf(value: string | number | boolean | null): Expression {
  return { kind: 'constant', value };
}

export function callOf(
  lowering: JvmLowering,
  callee: Expression,
  args: readonly Argument[],
  at: Position,
): Expression {
  if (callee.kind === 'name' || callee.kind === 'member') lowering.calls.add(callee.name);
  return { kind: 'call', callee, args: [...args], at };
}

export function callNamed(
  lowering: JvmLowering,
  node: SyntaxNode,
  name: string,
  args: readonly Expression[],
): Expression {
  return callOf(
    lowering,
    { kind: 'name', name },
    args.map((value) => ({ value })),
    placeOf(node),
  );
}

/** Lowers with a list of its own for statements that must run first. */
export function together(lowering: JvmLowering, lower: () => Statement[]): Statement[] {
  const outer = lowering.before;
  lowering.before = [];
  const statements = lower();
  const all = [...lowering.before, ...statements];
  lowering.before = outer;
  return all;
}

const QUALIFIED = /^((?:[a-z]\w*\.)+)([A-Z]\w*)((?:\.\w+)*)$/;
const ROOTS =
  /^(com|org|io|net|ai|dev|co|app|tech|cloud|software|ml|de|fr|nl|uk|eu|se|ch|it|es|jp|cn|in|br|gov|edu)\./;

/** A class that is named with its package in the middle of the code is imported just before. */
export function qualifiedName(lowering: JvmLowering, written: string): Expression | undefined {
  const match = ROOTS.test(written) ? QUALIFIED.exec(written) : null;
  if (!match || lowering.locals.has(written.slice(0, written.indexOf('.')))) return undefined;
  const [module, name, members] = [(match[1] ?? '').slice(0, -1), match[2] ?? '', (match[3] ?? '').slice(1)];
  const as = `<${module}.${name}>`;
  lowering.before.push({ kind: 'import', module, level: 0, names: [{ name, as }] });
  const parts = members === '' ? [] : members.split('.');
  return parts.reduce<Expression>((of, each) => ({ kind: 'member', of, name: each }), {
    kind: 'name',
    name: as,
  });
}

const PLAIN =
  /^(String|Integer|Long|Double|Float|Boolean|Short|Byte|Character|Object|Int|Any|AnyRef|Unit|BigDecimal|Number|Date|LocalDate|LocalDateTime|Instant|Timestamp|Duration|UUID|List|Map|Set|Seq|Array|Option|Optional|Collection|Iterable|Iterator|Vector|Either|Try|Future|CompletableFuture|Supplier|Function\d?|BiFunction|Consumer|Predicate|Runnable|Callable|Stream|ArrayList|HashMap|LinkedHashMap|Properties|T|K|V|U|A|B|R|E|void|Void|var|int|long|double|float|boolean|char|byte|short|Path|File|URI|URL|Class)$/;

/**
 * What stands for a parameter that no known call gives: an object of its type, so that what is done with it is understood.
 * Texts, numbers and collections stay unknown.
 */
export function typedDefault(
  lowering: JvmLowering,
  type: SyntaxNode | undefined,
  name: string,
): Expression | undefined {
  const written = type
    ? sourceOf(lowering, type)
        .replace(/[<[(][\s\S]*$/, '')
        .trim()
    : '';
  const simple = written.split('.').at(-1) ?? '';
  if (!type || simple === '' || PLAIN.test(simple) || !/^[A-Z]/.test(simple)) return undefined;
  const [first = '', ...rest] = written.split('.');
  const callee = rest.reduce<Expression>((of, each) => ({ kind: 'member', of, name: each }), {
    kind: 'name',
    name: first,
  });
  const at: Position = [type.line, type.endLine, type.start, type.end + name.length];
  return { kind: 'call', callee, args: [], at };
}

/** Runs the program that a class or object is, with the words of the command line. */
export function startOf(name: string, node: SyntaxNode): Statement {
  const at: Position = [node.line, node.line, node.start, node.start];
  const words: Expression = { kind: 'call', callee: { kind: 'name', name: '<words>' }, args: [], at };
  const callee: Expression = { kind: 'member', of: { kind: 'name', name }, name: 'main' };
  return { kind: 'do', value: { kind: 'call', callee, args: [{ value: words }], at } };
}

/** The parameters with `this` put first. */
export function withThis(parameters: readonly Parameter[]): Parameter[] {
  return [{ name: 'this' }, ...parameters];
}
