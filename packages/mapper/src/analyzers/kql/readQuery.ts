import { callFunction, parametersOf } from './callFunction.js';
import { childOf, type KqlNode } from './kqlNode.js';
import type { KqlReader } from './kqlReader.js';
import { type KqlBinding, KqlScope } from './kqlScope.js';
import { functionName, readScalar, textOf } from './readScalar.js';
import { readPlace, readTabular } from './readTabular.js';
import { emptyRelation, type Relation } from './relation.js';

const SCALAR =
  /^(LiteralExpression|CompoundStringLiteralExpression|BinaryExpression|DynamicExpression|PrefixUnaryExpression|InExpression|BetweenExpression|HasAnyExpression|HasAllExpression|ElementExpression|TypeOfLiteralExpression)$/;

/** What `let name = value` binds. */
function bindingOf(reader: KqlReader, value: KqlNode, scope: KqlScope): KqlBinding {
  if (value.type === 'FunctionDeclaration') {
    const body = childOf(value, 'Body') ?? value;
    return { kind: 'function', parameters: parametersOf(value), body, scope, called: false };
  }
  const text = textOf(value, scope);
  if (text !== undefined) return { kind: 'text', text };
  const place = readPlace(value, scope);
  if (place) return { kind: 'place', place };
  const scalarCall = value.type === 'FunctionCallExpression' && isScalarCall(reader, value, scope);
  if (SCALAR.test(value.type) || scalarCall || value.type === 'ToScalarExpression') {
    const { origins, rows } = readScalar(reader, value, emptyRelation(), scope);
    const relation = emptyRelation();
    if (origins.length > 0) relation.columns.set('value', origins);
    for (const read of rows.rows) relation.rows.add(read);
    return { kind: 'scalar', relation };
  }
  const known = value.type === 'NameReference' ? scope.get(value.text ?? '') : undefined;
  return known ?? { kind: 'table', relation: readTabular(reader, value, scope) };
}

function isScalarCall(reader: KqlReader, node: KqlNode, scope: KqlScope): boolean {
  const name = functionName(node);
  return scope.get(name) === undefined && reader.isScalar(name);
}

/** Binds the names that a statement declares; answers what it yields when it is a query. */
function readStatement(reader: KqlReader, statement: KqlNode, scope: KqlScope): Relation | undefined {
  const value = childOf(statement, 'Expression');
  const name = childOf(statement, 'Name')?.text ?? '';
  if (statement.type === 'LetStatement' && value) scope.names.set(name, bindingOf(reader, value, scope));
  else if (statement.type === 'AliasStatement' && value) {
    const place = readPlace(value, scope);
    if (place) scope.names.set(name, { kind: 'place', place });
  } else if (statement.type === 'QueryParametersStatement') declareParameters(statement, scope);
  else if (statement.type === 'ExpressionStatement' && value) return readTabular(reader, value, scope);
  return undefined;
}

/** Parameters of a query have no value in the script. */
function declareParameters(statement: KqlNode, scope: KqlScope): void {
  for (const parameter of statement.children) {
    const declared = childOf(parameter, 'NameAndType');
    const name = (declared && childOf(declared, 'Name'))?.text ?? '';
    scope.names.set(name, { kind: 'scalar', relation: emptyRelation() });
  }
}

/** The statements of a query or of a function's body, in order; answers the last one's result. */
export function readBody(reader: KqlReader, node: KqlNode, scope: KqlScope): Relation {
  let result = emptyRelation();
  for (const child of node.children) {
    if (child.field === 'Statements') result = readStatement(reader, child, scope) ?? result;
    else if (child.field === 'Expression') result = readTabular(reader, child, scope);
  }
  return result;
}

/** Reads a whole query. Functions that it declares and never calls still say what they would read. */
export function readQuery(reader: KqlReader, root: KqlNode, given = new KqlScope()): Relation {
  const scope = new KqlScope(given);
  const result = readBody(reader, root, scope);
  for (const binding of scope.names.values()) {
    if (binding.kind === 'function' && !binding.called) callFunction(reader, binding, [], scope);
  }
  return result;
}
