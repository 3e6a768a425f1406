import type { Expression, FunctionDefinition, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { declaredNames } from './declaredNames.js';
import { freshName, type JavascriptLowering, plainName, positionOf, sourceOf } from './javascriptLowering.js';
import { bindPattern } from './lowerPattern.js';

interface Signature {
  parameters: Parameter[];
  /** Takes patterns apart, and sets the fields that TypeScript's parameters declare. */
  opening: Statement[];
}

function isPlain(pattern: SyntaxNode): boolean {
  return pattern.type === 'identifier' || pattern.type === 'this';
}

function addParameter(lowering: JavascriptLowering, node: SyntaxNode, signature: Signature): void {
  const inner =
    fieldOf(node, 'pattern') ?? (node.type === 'assignment_pattern' ? fieldOf(node, 'left') : node);
  const fallback = fieldOf(node, 'value') ?? fieldOf(node, 'right');
  const given = fallback ? { default: lowering.expression(fallback) } : {};
  if (!inner) return;
  const rest = inner.type === 'rest_pattern' ? inner.children[0] : undefined;
  const pattern = rest ?? inner;
  const name = isPlain(pattern) ? sourceOf(lowering, pattern) : freshName(lowering, 'parameter');
  signature.parameters.push({ name, ...given, ...(rest ? { rest: 'list' as const } : {}) });
  if (!isPlain(pattern)) signature.opening.push(...bindPattern(lowering, pattern, plainName(name)));
  if (/^\s*(private|public|protected|readonly)\b/.test(sourceOf(lowering, node))) {
    const target: Expression = { kind: 'member', of: plainName('this'), name };
    signature.opening.push({ kind: 'assign', targets: [target], value: plainName(name) });
  }
}

function signatureOf(lowering: JavascriptLowering, node: SyntaxNode): Signature {
  const signature: Signature = { parameters: [], opening: [] };
  const single = fieldOf(node, 'parameter');
  const list = fieldOf(node, 'parameters');
  for (const child of single ? [single] : (list?.children ?? [])) {
    if (child.type !== 'decorator') addParameter(lowering, child, signature);
  }
  return signature;
}

/** A function of any form as a definition; a method has its object as the first parameter. */
export function lowerFunction(
  lowering: JavascriptLowering,
  node: SyntaxNode,
  name: string,
  decorators: Expression[] = [],
  first: readonly Parameter[] = [],
): FunctionDefinition {
  const body = fieldOf(node, 'body');
  const outer = lowering.before;
  lowering.before = [];
  lowering.declared.push(
    declaredNames(lowering.text, fieldOf(node, 'parameter') ?? fieldOf(node, 'parameters'), body),
  );
  const { parameters, opening } = signatureOf(lowering, node);
  const head = [...lowering.before, ...opening];
  lowering.before = [];
  const statements = bodyOf(lowering, body);
  lowering.declared.pop();
  lowering.before = outer;
  return {
    kind: 'function',
    name,
    parameters: [...first, ...parameters],
    body: [...head, ...statements],
    decorators,
    at: positionOf(node),
  };
}

function bodyOf(lowering: JavascriptLowering, body: SyntaxNode | undefined): Statement[] {
  if (!body) return [];
  if (body.type === 'statement_block') return lowering.statements(body.children);
  const value = lowering.expression(body);
  const before = lowering.before;
  lowering.before = [];
  return [...before, { kind: 'return', value }];
}

/** A function that stands as a value: its definition comes before the statement that uses it. */
export function lowerFunctionValue(lowering: JavascriptLowering, node: SyntaxNode): Expression {
  const written = fieldOf(node, 'name');
  const name = freshName(lowering, written ? sourceOf(lowering, written) : 'function');
  lowering.before.push(lowerFunction(lowering, node, name));
  return plainName(name);
}
