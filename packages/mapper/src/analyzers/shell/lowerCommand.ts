import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { captured } from './captured.js';
import { lowerRedirects } from './lowerRedirects.js';
import { lowerWord, lowerWords, wholeList } from './lowerWord.js';
import {
  assigned,
  callOf,
  constantOf,
  DIRECTORY,
  EXPORTED,
  GIVEN_INPUT,
  INPUT,
  nameOf,
  type ShellLowering,
} from './shellLowering.js';

/** The settings in which a command runs, as far as the script changes them. */
function surroundings(lowering: ShellLowering): Argument[] {
  const args: Argument[] = [];
  if (lowering.moves) args.push({ name: 'cwd', value: nameOf(DIRECTORY) });
  if (lowering.exports) args.push({ name: 'env', value: nameOf(EXPORTED) });
  return args;
}

/** `X=1 command`: variables of this command only. */
function prefixOf(lowering: ShellLowering, node: SyntaxNode): Argument[] {
  const entries = node.children.flatMap((child): [Expression, Expression][] => {
    const [name, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
    if (child.type !== 'variable_assignment' || !name) return [];
    const written = lowering.text.slice(name.start, name.end);
    return [[constantOf(written), value ? lowerWord(lowering, value) : constantOf('')]];
  });
  return entries.length > 0 ? [{ name: 'with', value: { kind: 'dict', entries } }] : [];
}

function lowerSimple(lowering: ShellLowering, node: SyntaxNode, input: Expression | undefined): Expression {
  const named = fieldOf(node, 'name');
  const word = named?.children[0];
  const name = word ? lowerWord(lowering, word) : constantOf('');
  const words = lowerWords(
    lowering,
    node.children.filter((child) => child.field === 'argument'),
  );
  const redirected = lowerRedirects(lowering, node, input);
  const stdin: Argument[] = redirected.input ? [{ name: 'stdin', value: redirected.input }] : [];
  const rest = [...stdin, ...prefixOf(lowering, node), ...surroundings(lowering)];
  const list = word ? wholeList(lowering, word) : undefined;
  if (list) {
    const given: Argument[] = redirected.input ? stdin : [{ name: 'stdin', value: nameOf(GIVEN_INPUT) }];
    const own = [...given, ...rest.filter((each) => each.name !== 'stdin')];
    return redirected.output(
      callOf(lowering, '$run', [{ value: list, spread: 'list' }, ...words, ...own], node),
    );
  }
  const known = name.kind === 'constant' ? String(name.value) : undefined;
  const path = known !== undefined && /\/.*\.\w+$/.test(known);
  if (known !== undefined && !path) {
    const command = known.split('/').at(-1) ?? known;
    return redirected.output(callOf(lowering, command, [...words, ...rest], node));
  }
  return redirected.output(callOf(lowering, '$run', [{ value: name }, ...words, ...rest], node));
}

function lowerPipeline(lowering: ShellLowering, node: SyntaxNode, input: Expression | undefined): Expression {
  return (
    node.children.reduce<Expression | undefined>(
      (data, child) => lowerCommand(lowering, child, data),
      input,
    ) ?? constantOf('')
  );
}

/** A command, a pipeline or a group of commands as one expression: what it prints. */
export function lowerCommand(
  lowering: ShellLowering,
  node: SyntaxNode,
  input: Expression | undefined,
): Expression {
  switch (node.type) {
    case 'command':
      return lowerSimple(lowering, node, input);
    case 'pipeline':
      return lowerPipeline(lowering, node, input);
    case 'negated_command': {
      const [inner] = node.children;
      return inner ? lowerCommand(lowering, inner, input) : constantOf('');
    }
    case 'redirected_statement': {
      const redirected = lowerRedirects(lowering, node, input);
      const body = node.children.find((child) => child.field === 'body');
      const data = body
        ? lowerCommand(lowering, body, redirected.input)
        : (redirected.input ?? constantOf(''));
      return redirected.output(data);
    }
    default: {
      if (input) lowering.before.push(assigned(INPUT, input));
      return nameOf(captured(lowering, [node]));
    }
  }
}
