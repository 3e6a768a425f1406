import type { Expression, Parameter } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { DECLARED, type Lowering, nameOf, positionOf, sourceOf, typeName } from './lowering.js';

/** Types whose objects say nothing by themselves. */
const PLAIN =
  /^(string|String|int|Int32|long|Int64|double|Double|float|Single|bool|Boolean|decimal|Decimal|char|byte|object|Object|dynamic|var|DateTime|DateTimeOffset|TimeSpan|Guid|CancellationToken|Task|ValueTask|List|IList|IEnumerable|ICollection|IReadOnlyList|IReadOnlyCollection|Dictionary|IDictionary|Func|Action|Predicate|Expression|Type|Exception|Nullable|Tuple|KeyValuePair|EventArgs|Stream|T|TKey|TValue|ILogger|ILoggerFactory|IMapper|IMediator|Span|ReadOnlySpan|Memory)$/;
/** Interfaces of libraries: rules know them by this name. */
const LIBRARY =
  /^(IConfiguration|IConfigurationRoot|IConfigurationSection|IOptions|IOptionsSnapshot|IOptionsMonitor|IDataView|IDbConnection|IDbCommand|IDatabase|IConsumer|IProducer|IServiceCollection|IHostBuilder|IApplicationBuilder|IHttpClientFactory|ITransformer|IEstimator|IHost|IServiceProvider|IQueryable|IWebHostEnvironment|IConnectionMultiplexer)$/;

/** The object that a declared type stands for: by convention `IOrders` is implemented by `Orders`. */
function declaredType(lowering: Lowering, type: SyntaxNode | undefined): string | undefined {
  if (!type || !/^(identifier|qualified_name|generic_name|nullable_type)$/.test(type.type)) return undefined;
  const name = typeName(lowering, type);
  if (PLAIN.test(name) || !/^[A-Z]\w/.test(name)) return undefined;
  return /^I[A-Z]/.test(name) && !LIBRARY.test(name) ? name.slice(1) : name;
}

/** An object that is known by its declaration alone; the arguments of a generic type go with it. */
export function declaredValue(lowering: Lowering, type: SyntaxNode | undefined): Expression | undefined {
  const name = declaredType(lowering, type);
  if (name === undefined || !type) return undefined;
  lowering.calls.add(name);
  const list = type.children.find((child) => child.type === 'type_argument_list');
  const types = (list?.children ?? []).map((child) => nameOf(typeName(lowering, child)));
  return {
    kind: 'call',
    callee: nameOf(name),
    args: [
      { value: { kind: 'constant', value: true }, name: DECLARED },
      ...(types.length > 0 ? [{ value: { kind: 'list', items: types } as const, name: '<types>' }] : []),
    ],
    at: positionOf(type),
  };
}

function lowerParameter(
  lowering: Lowering,
  node: SyntaxNode,
  lower: (node: SyntaxNode) => Expression,
): Parameter | undefined {
  const [name, type] = [fieldOf(node, 'name'), fieldOf(node, 'type')];
  if (!name) return undefined;
  const written = sourceOf(lowering, name);
  const value = node.children.find(
    (child) =>
      child !== name &&
      child !== type &&
      child.field !== 'type' &&
      !/^(attribute_list|modifier)$/.test(child.type),
  );
  if (value) return { name: written, default: lower(value) };
  const declared = declaredValue(lowering, type);
  return declared ? { name: written, default: declared } : { name: written };
}

/** Parameters of a method; one that nobody gives is known by its type alone. */
export function lowerParameters(
  lowering: Lowering,
  list: SyntaxNode | undefined,
  lower: (node: SyntaxNode) => Expression,
): Parameter[] {
  if (!list) return [];
  const parameters = list.children
    .filter((child) => child.type === 'parameter')
    .flatMap((child) => lowerParameter(lowering, child, lower) ?? []);
  const rest = fieldOf(list, 'name');
  if (!rest) return parameters;
  const name = sourceOf(lowering, rest);
  return [...parameters, name === 'args' ? commandLine(name) : { name, rest: 'list' }];
}

/** The words of the command line, by the name under which the interpreter looks them up. */
export function commandLine(name: string): Parameter {
  return { name, default: { kind: 'member', of: nameOf('sys'), name: 'argv' } };
}
