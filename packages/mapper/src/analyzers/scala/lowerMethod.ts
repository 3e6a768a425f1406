import type { Expression, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, partsOf, placeOf, sourceOf, typedDefault, withThis } from '../java/jvmLowering.js';
import { lowerTail } from './lowerTail.js';

/** The words of the command line, and lists of parameters that the compiler fills. */
const WORDS = /\bargs\s*:\s*(?:Array|Seq|List)\[String\]/;
const IMPLICIT = /^\(\s*(?:implicit|using)\b/;

/** Where a method stands: in an object that exists, in a companion beside a class, or in a block. */
export type Owner = 'instance' | 'static' | 'local';

/** Parameters of all lists, one after another. */
export function lowerParameters(lowering: JvmLowering, lists: readonly SyntaxNode[]): Parameter[] {
  return lists.flatMap((list) =>
    partsOf(list).flatMap((child): Parameter[] => {
      const [name, type, value] = [
        fieldOf(child, 'name'),
        fieldOf(child, 'type'),
        fieldOf(child, 'default_value'),
      ];
      if (!name) return [];
      const written = sourceOf(lowering, name);
      if (type?.type === 'repeated_parameter_type') return [{ name: written, rest: 'list' }];
      const given = value ? lowering.expression(value) : typedDefault(lowering, type, written);
      return [given ? { name: written, default: given } : { name: written }];
    }),
  );
}

function decoratorsOf(owner: Owner, parameterless: boolean): Expression[] {
  const names = [
    ...(owner === 'static' ? ['staticmethod'] : []),
    ...(parameterless && owner === 'instance' ? ['property'] : []),
  ];
  return names.map((name) => ({ kind: 'name', name }));
}

/** `def name(…) = body`. Without a list of parameters it is read like a field. */
export function lowerMethod(lowering: JvmLowering, node: SyntaxNode, owner: Owner): Statement[] {
  const [named, body] = [fieldOf(node, 'name'), fieldOf(node, 'body')];
  const lists = fieldsOf(node, 'parameters');
  const parameterless = lists.every((list) => IMPLICIT.test(sourceOf(lowering, list)));
  const written = named ? sourceOf(lowering, named) : '';
  if (!body || written === 'this') return [];
  const outer = { locals: lowering.locals, words: lowering.words, before: lowering.before };
  const parameters = lowerParameters(lowering, lists);
  lowering.locals = new Set(parameters.map(({ name }) => name));
  lowering.before = [];
  if (lists.some((list) => WORDS.test(sourceOf(lowering, list)))) lowering.words = 'args';
  const statements = lowerTail(lowering, /^(indented_)?block$/.test(body.type) ? partsOf(body) : [body]);
  Object.assign(lowering, outer);
  const [only] = statements;
  // Beside a class there is no object whose method could be read like a field: its value is known at once.
  if (
    owner !== 'instance' &&
    lists.length === 0 &&
    statements.length === 1 &&
    only?.kind === 'return' &&
    only.value
  )
    return [{ kind: 'assign', targets: [{ kind: 'name', name: written }], value: only.value }];
  return [
    {
      kind: 'function',
      name: written === 'apply' && owner === 'instance' ? '__call__' : written,
      parameters: owner === 'instance' ? withThis(parameters) : parameters,
      body: statements,
      decorators: decoratorsOf(owner, parameterless),
      at: placeOf(node),
    },
  ];
}
