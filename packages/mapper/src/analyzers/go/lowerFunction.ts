import type { Expression, FunctionDefinition, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { declaredNames } from './declaredNames.js';
import {
  assigned,
  freshName,
  type GoLowering,
  NOTHING,
  plainName,
  positionOf,
  sourceOf,
} from './goLowering.js';
import { typedValue } from './lowerType.js';

function parametersOf(lowering: GoLowering, list: SyntaxNode | undefined): Parameter[] {
  return (list?.children ?? []).flatMap((parameter): Parameter[] => {
    const rest = parameter.type === 'variadic_parameter_declaration';
    const fallback = typedValue(lowering, fieldOf(parameter, 'type'));
    const names = fieldsOf(parameter, 'name').map((name) => sourceOf(lowering, name));
    const all = names.length > 0 ? names : [freshName(lowering, 'unnamed')];
    return all.map((name) => {
      if (rest) return { name, rest: 'list' as const };
      return fallback ? { name, default: fallback } : { name };
    });
  });
}

/** Results that have names are variables, which a bare `return` hands out. */
function resultsOf(lowering: GoLowering, node: SyntaxNode): string[] {
  const result = fieldOf(node, 'result');
  if (result?.type !== 'parameter_list') return [];
  return result.children.flatMap((each) => fieldsOf(each, 'name').map((name) => sourceOf(lowering, name)));
}

/** A function or method as a definition; a method has its receiver as the first parameter. */
export function lowerFunction(lowering: GoLowering, node: SyntaxNode, name: string): FunctionDefinition {
  const [receiver, parameters, body] = [
    fieldOf(node, 'receiver'),
    fieldOf(node, 'parameters'),
    fieldOf(node, 'body'),
  ];
  const { before, after } = lowering;
  lowering.before = [];
  lowering.after = [];
  lowering.declared.push(declaredNames(lowering.text, [receiver, parameters, fieldOf(node, 'result')], body));
  const own = receiver ? parametersOf(lowering, receiver).map(({ name: self }) => ({ name: self })) : [];
  const given = parametersOf(lowering, parameters);
  const results = resultsOf(lowering, node);
  const opening: Statement[] = results.map((result) => assigned(result, NOTHING));
  const statements = body ? lowering.block(body) : [];
  const closing: Statement[] =
    results.length > 0 ? [{ kind: 'return', value: { kind: 'list', items: results.map(plainName) } }] : [];
  lowering.declared.pop();
  lowering.before = before;
  lowering.after = after;
  return {
    kind: 'function',
    name,
    parameters: [...own, ...given],
    body: [...opening, ...statements, ...closing],
    decorators: [],
    at: positionOf(node),
  };
}

/** A function that stands as a value: its definition comes before the statement that uses it. */
export function lowerFunctionValue(lowering: GoLowering, node: SyntaxNode): Expression {
  const name = freshName(lowering, 'function');
  lowering.before.push(lowerFunction(lowering, node, name));
  return plainName(name);
}
