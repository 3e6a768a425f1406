import type { SqlTable } from '../../../facts/sqlScript.js';
import type { Session } from '../script/session.js';
import { optionTexts, type WrittenText } from '../text/locations.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor } from '../text/tokenCursor.js';

const JDBC = /^jdbc:(\w+):\/\/([^/?;]+)/;

function topicOf(session: Session, tokens: readonly SqlToken[]): SqlTable | undefined {
  const [topic] = optionTexts(tokens, 'TOPIC', 'KAFKA_TOPIC', 'KAFKA_TOPIC_LIST');
  if (!topic) return undefined;
  const [broker] = optionTexts(
    tokens,
    'PROPERTIES.BOOTSTRAP.SERVERS',
    'KAFKA_BROKER_LIST',
    'BOOTSTRAP_SERVERS',
  );
  const namespace = broker ? `kafka://${session.restore(broker.text)}` : 'kafka';
  return { name: session.restore(topic.text), line: topic.line, namespace, kind: 'topic' };
}

/** A table of another server: a JDBC URL names it, or a foreign server that the script knows by name alone. */
function serverTable(session: Session, tokens: readonly SqlToken[]): SqlTable | undefined {
  const [table] = optionTexts(tokens, 'TABLE_NAME', 'TABLE-NAME', 'DBTABLE');
  if (!table) return undefined;
  const [schema] = optionTexts(tokens, 'SCHEMA_NAME', 'SCHEMA');
  const [url] = optionTexts(tokens, 'URL');
  const at = tokens.findIndex((token) => token.word === 'SERVER');
  const server = at < 0 ? undefined : tokens[at + 1]?.text;
  const jdbc = url && JDBC.exec(session.restore(url.text));
  const named = server === undefined ? 'sql' : `connection://${server}`;
  const parts = [schema, table].flatMap((each) => (each ? [session.restore(each.text)] : []));
  return { name: parts.join('.'), line: table.line, namespace: jdbc ? `${jdbc[1]}://${jdbc[2]}` : named };
}

/** ClickHouse: `ENGINE = S3('…')`, `MySQL('host', 'db', 'table', …)`, `Kafka('broker', 'topic', …)`. */
function engineTable(session: Session, tokens: readonly SqlToken[]): SqlTable | undefined {
  const at = tokens.findIndex((token) => token.word === 'ENGINE');
  if (at < 0) return undefined;
  const cursor = new TokenCursor(tokens);
  cursor.at = at + 1;
  cursor.take('=');
  const engine = cursor.next()?.word ?? '';
  const texts: WrittenText[] = (cursor.group() ?? []).filter((token) => token.kind === 'string');
  const [first = '', second = '', third = ''] = texts.map(({ text }) => session.restore(text));
  const line = texts[0]?.line ?? 1;
  if (/^(S3|S3QUEUE|URL|HDFS)$/.test(engine)) return { name: first, line, location: true };
  if (engine === 'KAFKA') return { name: second, line, namespace: `kafka://${first}`, kind: 'topic' };
  if (engine !== 'MYSQL' && engine !== 'POSTGRESQL') return undefined;
  const scheme = engine === 'MYSQL' ? 'mysql' : 'postgres';
  return { name: `${second}.${third}`, line, namespace: `${scheme}://${first}` };
}

/** Data that a table's engine, connector or foreign server holds elsewhere. */
export function connectedTable(session: Session, tokens: readonly SqlToken[]): SqlTable | undefined {
  return topicOf(session, tokens) ?? serverTable(session, tokens) ?? engineTable(session, tokens);
}
