import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerQuoted, lowerWord } from './lowerWord.js';
import { callOf, constantOf, DIRECTORY, nameOf, type ShellLowering, sourceOf } from './shellLowering.js';

/** Where a command's input comes from, and what becomes of what it prints. */
export interface Redirects {
  input: Expression | undefined;
  output(data: Expression): Expression;
}

function heredoc(lowering: ShellLowering, node: SyntaxNode): Expression {
  const body = node.children.find((child) => child.type === 'heredoc_body');
  const start = node.children.find((child) => child.type === 'heredoc_start');
  if (!body) return constantOf('');
  const from = lowering.text.lastIndexOf('\n', body.start - 1) + 1;
  const plain = start ? /['"\\]/.test(sourceOf(lowering, start)) : false;
  return plain
    ? constantOf(lowering.text.slice(from, body.end))
    : lowerQuoted(lowering, body, from, body.end);
}

function operatorOf(lowering: ShellLowering, node: SyntaxNode): string {
  return /^\d*(&>>?|>>|>\||>&|<&|>|<)/.exec(sourceOf(lowering, node))?.[0] ?? '';
}

function fileCall(
  lowering: ShellLowering,
  rule: '<' | '>',
  node: SyntaxNode,
  data: Expression | undefined,
): Expression | undefined {
  const target = node.children.find((child) => child.field === 'destination') ?? node.children.at(-1);
  if (!target) return undefined;
  const folder = lowering.moves ? [{ name: 'cwd', value: nameOf(DIRECTORY) }] : [];
  const args = [{ value: lowerWord(lowering, target) }, ...(data ? [{ value: data }] : []), ...folder];
  return callOf(lowering, rule, args, node);
}

/** What stands behind a heredoc's start belongs to the command: `psql <<EOF | tee x`. */
function afterHeredoc(lowering: ShellLowering, node: SyntaxNode, data: Expression): Expression {
  return node.children
    .filter((child) => /^(pipeline|command|file_redirect)$/.test(child.type))
    .reduce((piped, child) => {
      if (child.type === 'file_redirect') return fileCall(lowering, '>', child, piped) ?? piped;
      return lowering.command(child, piped);
    }, data);
}

/** The redirects of a command. */
export function lowerRedirects(
  lowering: ShellLowering,
  node: SyntaxNode,
  piped: Expression | undefined,
): Redirects {
  let input = piped;
  const outputs: ((data: Expression) => Expression)[] = [];
  for (const child of node.children) {
    if (child.type === 'heredoc_redirect') {
      input = heredoc(lowering, child);
      outputs.push((data) => afterHeredoc(lowering, child, data));
    } else if (child.type === 'herestring_redirect') {
      const text = child.children[0];
      if (text) input = lowerWord(lowering, text);
    } else if (child.type === 'file_redirect') {
      const operator = operatorOf(lowering, child);
      if (operator === '<') input = fileCall(lowering, '<', child, undefined) ?? input;
      else if (/^1?>&$/.test(operator)) outputs.push(unheard);
      else if (/^[2-9]/.test(operator)) outputs.push((data) => data);
      else outputs.push((data) => fileCall(lowering, '>', child, data) ?? data);
    }
  }
  return { input, output: (data) => outputs.reduce((written, write) => write(written), data) };
}

/** `>&2` prints nothing that anybody reads, but the command still runs. */
function unheard(data: Expression): Expression {
  return { kind: 'mix', parts: [data] };
}
