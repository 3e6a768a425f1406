import type { Expression, Parameter, Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import type { Annotation } from './annotations.js';
import { callNamed, constantOf, type JvmLowering, partsOf, sourceOf } from './jvmLowering.js';
import { typeName } from './typeName.js';

const SETTING = /^\$\{([^:}]+)(?::([^}]*))?\}$/;
const REPOSITORY = /Repository$|Dao$/;
const ENTITY = /\b(?:from|join|update|into)\s+(?:\w+\.)*([A-Z]\w*)/g;

function textOf(value: Expression | undefined): string | undefined {
  return value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}

/** What `@Value("${key:default}")` puts into a field or parameter. */
export function injected(
  lowering: JvmLowering,
  annotations: readonly Annotation[],
  node: SyntaxNode,
): Expression | undefined {
  const found = annotations.find(({ name }) => name === 'Value' || name === 'ConfigProperty');
  const written = textOf(found?.values.get('value')) ?? textOf(found?.values.get('name'));
  if (!found || written === undefined) return undefined;
  if (found.name === 'ConfigProperty')
    return callNamed(lowering, node, '<setting>', [
      constantOf(written),
      constantOf(textOf(found.values.get('defaultValue')) ?? null),
    ]);
  const match = SETTING.exec(written);
  if (!match) return written.includes('{') ? undefined : constantOf(written);
  return callNamed(lowering, node, '<setting>', [constantOf(match[1] ?? ''), constantOf(match[2] ?? null)]);
}

/** A method that listens to a topic or queue gets what stands there as its first parameter. */
export function listened(
  lowering: JvmLowering,
  annotations: readonly Annotation[],
  parameters: Parameter[],
): Parameter[] {
  const found = annotations.find(({ name }) =>
    /^(KafkaListener|RabbitListener|SqsListener|JmsListener|Incoming|StreamListener)$/.test(name),
  );
  const [first, ...rest] = parameters;
  if (!found || !first) return parameters;
  const place = ['topics', 'value', 'queues', 'destination', 'topicPattern'].flatMap(
    (key) => found.values.get(key) ?? [],
  )[0];
  if (!place) return parameters;
  const data = callNamed(lowering, found.node, '<listen>', [
    constantOf(found.name),
    asSetting(lowering, found.node, place),
  ]);
  return [{ ...first, default: data }, ...rest];
}

/** Names of topics may be settings, too. */
function asSetting(lowering: JvmLowering, node: SyntaxNode, value: Expression): Expression {
  if (value.kind === 'list')
    return { kind: 'list', items: value.items.map((item) => asSetting(lowering, node, item)) };
  const match = SETTING.exec(textOf(value) ?? '');
  return match
    ? callNamed(lowering, node, '<setting>', [constantOf(match[1] ?? ''), constantOf(match[2] ?? null)])
    : value;
}

/** The query of a repository's method that has no body. */
export function queryBody(
  lowering: JvmLowering,
  annotations: readonly Annotation[],
): Statement[] | undefined {
  const found = annotations.find(({ name }) =>
    /^(Query|Select|Insert|Update|Delete|SqlQuery|SqlUpdate)$/.test(name),
  );
  const query = found?.values.get('value');
  if (!found || !query) return undefined;
  const native =
    found.name !== 'Query' || JSON.stringify(found.values.get('nativeQuery') ?? '').includes('true');
  const text = textOf(query) ?? '';
  const entities = [...text.matchAll(ENTITY)].map(
    (match): Expression => ({ kind: 'name', name: match[1] ?? '' }),
  );
  const value =
    native || entities.length === 0
      ? callNamed(lowering, found.node, '<native query>', [query])
      : callNamed(lowering, found.node, '<entities>', entities);
  return [{ kind: 'return', value }];
}

/** Which table an entity is kept in, and which entity a repository is for. */
export function entityMembers(
  lowering: JvmLowering,
  node: SyntaxNode,
  annotations: readonly Annotation[],
  bases: readonly SyntaxNode[],
  name: string,
): Statement[] {
  const entity = annotations.find((each) => /^(Entity|Document|Table)$/.test(each.name));
  const table = annotations.find((each) =>
    /^(Table|Document|TableName|DynamoDBTable|DynamoDbTable)$/.test(each.name),
  );
  const set = (key: string, value: Expression): Statement => ({
    kind: 'assign',
    targets: [{ kind: 'name', name: key }],
    value,
  });
  if (entity) {
    const own = table?.values.get('name') ?? table?.values.get('value') ?? table?.values.get('collection');
    const schema = table?.values.get('schema') ?? table?.values.get('keyspace');
    const written = own ?? constantOf(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase());
    const full: Expression = schema ? { kind: 'text', parts: [schema, constantOf('.'), written] } : written;
    return [set('<table>', full), set('<store>', constantOf(entity.name === 'Document' ? 'mongodb' : 'sql'))];
  }
  const repository = bases.find(
    (type) =>
      type.type === 'generic_type' && REPOSITORY.test(sourceOf(lowering, type).replace(/<[\s\S]*$/, '')),
  );
  const types = repository ? partsOf(repository).find((child) => child.type === 'type_arguments') : undefined;
  const [kept] = types ? partsOf(types) : [];
  return kept && /interface|class/.test(node.type) ? [set('<entity>', typeName(lowering, kept))] : [];
}
