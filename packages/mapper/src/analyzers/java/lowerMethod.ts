import type { Expression, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { annotationsOf, isStatic } from './annotations.js';
import { injected, listened, queryBody } from './frameworkMembers.js';
import { type JvmLowering, partsOf, placeOf, sourceOf, typedDefault, withThis } from './jvmLowering.js';

const STATIC: Expression = { kind: 'name', name: 'staticmethod' };

export function lowerParameters(lowering: JvmLowering, node: SyntaxNode): Parameter[] {
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
export function within<Result>(
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

export function lowerMethod(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  const [name, body] = [fieldOf(node, 'name'), fieldOf(node, 'body')];
  const annotations = annotationsOf(lowering, node);
  const written = name ? sourceOf(lowering, name) : '';
  const own = isStatic(lowering, node);
  const parameters = listened(lowering, annotations, lowerParameters(lowering, node));
  const words = takesWords(lowering, node) ? parameters[0]?.name : undefined;
  const statements = body
    ? within(lowering, parameters, words, () => lowering.block(partsOf(body)))
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
