import type { Position } from '../../facts/position.js';
import type { Argument, Expression, Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';

/** The text under lowering, what is collected on the way, and what the shell's settings are at this place. */
export interface ShellLowering {
  readonly text: string;
  /** Offsets behind the names that got braces for the grammar's sake. */
  readonly braced: readonly number[];
  readonly calls: Set<string>;
  /** Whether the script changes its working directory, and whether it hands variables to what it starts. */
  readonly moves: boolean;
  readonly exports: boolean;
  /** `set -a` is in force: every assignment is exported. */
  allExported: boolean;
  /** Variable that collects what commands print here; undefined when nobody reads it. */
  output: string | undefined;
  /** Names that the function around this place keeps to itself; undefined outside of functions. */
  locals: Set<string> | undefined;
  /** Names that functions set for everybody. */
  readonly globals: Set<string>;
  /** Letters' variable of the `getopts` loop around this place. */
  options: string | undefined;
  /** What must happen before the expression under lowering. */
  before: Statement[];
  /** Counts names that only the lowering uses. */
  names: number;
  /** Words, commands and statements hold each other: what lowers a part of one finds the others here. */
  sequence(nodes: readonly SyntaxNode[]): Statement[];
  command(node: SyntaxNode, input: Expression | undefined): Expression;
}

/** Variables of the lowering itself: no script can name them. */
export const DIRECTORY = '<cwd>';
export const EXPORTED = '<env>';
export const INPUT = '<stdin>';
/** What a function gets from the pipe before it. */
export const GIVEN_INPUT = 'stdin';
export const WORDS = '@';
/** The words as they were before a loop took options off them. */
export const ALL_WORDS = '<words>';

export const NOTHING: Expression = { kind: 'mix', parts: [] };

export function sourceOf(lowering: ShellLowering, node: SyntaxNode): string {
  return lowering.text.slice(node.start, node.end);
}

/** Where a node stands in the file itself, which has no braces that only the grammar needs. */
export function positionOf(lowering: ShellLowering, node: SyntaxNode): Position {
  const original = (offset: number): number =>
    offset - 2 * lowering.braced.filter((each) => each <= offset).length;
  return [node.line, node.endLine, original(node.start), original(node.end)];
}

export function constantOf(value: string | number): Expression {
  return { kind: 'constant', value };
}

export function nameOf(name: string): Expression {
  return { kind: 'name', name };
}

export function assigned(name: string, value: Expression): Statement {
  return { kind: 'assign', targets: [nameOf(name)], value };
}

/** The variable that an assignment means: a function sets everybody's, unless it declares its own. */
export function variableOf(lowering: ShellLowering, name: string): Expression {
  if (lowering.locals === undefined || lowering.locals.has(name)) return nameOf(name);
  lowering.globals.add(name);
  return { kind: 'name', name, outer: true };
}

export function assignedVariable(lowering: ShellLowering, name: string, value: Expression): Statement {
  return { kind: 'assign', targets: [variableOf(lowering, name)], value };
}

/** A call of one of the shell's own rules; no command can have its name. */
export function ruleCall(
  lowering: ShellLowering,
  rule: string,
  args: readonly Expression[],
  node: SyntaxNode,
): Expression {
  return callOf(
    lowering,
    rule === '$' ? rule : `$${rule}`,
    args.map((value) => ({ value })),
    node,
  );
}

export function callOf(
  lowering: ShellLowering,
  name: string,
  args: Argument[],
  node: SyntaxNode,
): Expression {
  lowering.calls.add(`sh.${name}`);
  return { kind: 'call', callee: nameOf(`sh.${name}`), args, at: positionOf(lowering, node) };
}

const COMMANDS: ReadonlySet<string> = new Set([
  'command',
  'pipeline',
  'redirected_statement',
  'negated_command',
  'file_redirect',
]);

/** Whether a node is a command or made of commands only, so that it can be lowered to one expression. */
export function isCommand(node: SyntaxNode): boolean {
  return COMMANDS.has(node.type);
}

/** A name that the script cannot have. */
export function freshName(lowering: ShellLowering, purpose: string): string {
  lowering.names += 1;
  return `<${purpose} ${lowering.names}>`;
}
