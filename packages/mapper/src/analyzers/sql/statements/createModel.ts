import type { SqlModel } from '../../../facts/sqlScript.js';
import { flowOfQuery } from '../queries/flowOfQuery.js';
import { constantText, plainText, splitArguments } from '../script/constantText.js';
import type { StatementDraft } from '../script/statementDraft.js';
import { optionTexts } from '../text/locations.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor, type WrittenName } from '../text/tokenCursor.js';

const LABEL_OPTIONS = [
  'INPUT_LABEL_COLS',
  'LABELS',
  'TIME_SERIES_DATA_COL',
  'TARGET',
  'TARGET_COLNAME',
  'LABEL_COLNAME',
];
const IGNORED_OPTIONS = ['DATA_SPLIT_COL', 'TIME_SERIES_ID_COL', 'SERIES_COLNAME', 'USER_COL', 'ITEM_COL'];

/** The query behind AS; several named parts hold the training data among others. */
function trainingQuery(tokens: readonly SqlToken[]): SqlToken[] {
  const cursor = new TokenCursor(tokens);
  while (cursor.find('AS')) {
    cursor.next();
    const start = cursor.at;
    const inner = cursor.word() === '(' ? cursor.group() : undefined;
    if (!inner) return cursor.rest();
    const at = inner.findIndex(
      (token, index) => token.word === 'TRAINING_DATA' && inner[index + 1]?.word === 'AS',
    );
    if (at < 0) return tokens.slice(start);
    const named = new TokenCursor(inner);
    named.at = at + 2;
    return named.group() ?? [];
  }
  return [];
}

function model(
  draft: StatementDraft,
  name: WrittenName,
  framework: string,
  tokens: readonly SqlToken[],
): SqlModel {
  const columns = (options: readonly string[]): string[] =>
    options.flatMap((option) => optionTexts(tokens, option).map((each) => draft.session.restore(each.text)));
  return {
    name: draft.table(name).name,
    line: name.line,
    framework,
    labels: columns(LABEL_OPTIONS),
    ignored: columns(IGNORED_OPTIONS),
  };
}

/** Redshift: `CREATE MODEL m FROM t|(query) TARGET y FUNCTION f …`. */
function fromTable(draft: StatementDraft, cursor: TokenCursor, name: WrittenName): void {
  const tokens = cursor.rest();
  cursor.next();
  const inner = cursor.word() === '(' ? cursor.group() : undefined;
  const table = inner ? undefined : cursor.name();
  if (inner) draft.relation = flowOfQuery(draft, inner);
  else if (table) draft.readWhole([draft.table(table)]);
  const trained = model(draft, name, 'redshift-ml', tokens);
  if (cursor.find('TARGET')) {
    cursor.next();
    const target = cursor.name();
    if (target) trained.labels.push(target.parts.join('.'));
  }
  draft.models.push(trained);
}

/** BigQuery's and Redshift's `CREATE MODEL`. A remote or imported model is trained nowhere here. */
export function readCreateModel(draft: StatementDraft, cursor: TokenCursor): void {
  cursor.skipExistence();
  const name = cursor.name();
  if (!name) return;
  if (cursor.word() === 'FROM') {
    fromTable(draft, cursor, name);
    return;
  }
  const tokens = cursor.rest();
  const query = trainingQuery(tokens);
  if (query.length === 0) return;
  const [kind] = optionTexts(tokens, 'MODEL_TYPE');
  draft.relation = flowOfQuery(draft, query);
  draft.models.push(
    model(draft, name, kind ? `bigquery-ml ${kind.text.toLowerCase()}` : 'bigquery-ml', tokens),
  );
}

/** Snowflake: `CREATE SNOWFLAKE.ML.FORECAST m(INPUT_DATA => TABLE(t), TARGET_COLNAME => 'y')`. */
export function readSnowflakeModel(draft: StatementDraft, cursor: TokenCursor): void {
  const kind = cursor.name();
  cursor.skipExistence();
  const name = cursor.name();
  const args = cursor.group() ?? [];
  if (!kind || !name) return;
  const input = splitArguments(args).find((part) => /INPUT_DATA|TRAINING_DATA/.test(part[0]?.word ?? ''));
  for (const call of input ? [new TokenCursor(input.slice(2))] : []) {
    const called = call.name();
    const inner = call.group() ?? [];
    const reference = called?.parts.join('.').toUpperCase() ?? '';
    if (/QUERY_REFERENCE/.test(reference)) queryText(draft, inner);
    else tableReference(draft, inner);
  }
  draft.models.push(model(draft, name, `snowflake-ml ${(kind.parts.at(-1) ?? '').toLowerCase()}`, args));
}

function queryText(draft: StatementDraft, tokens: readonly SqlToken[]): void {
  const parsed = draft.session.tokensOf(constantText(tokens.slice(0, 1), draft.session.variables));
  if (parsed.length > 0) draft.relation = flowOfQuery(draft, parsed);
}

/** `TABLE(t)`, or `SYSTEM$REFERENCE('TABLE', 't')`. */
function tableReference(draft: StatementDraft, tokens: readonly SqlToken[]): void {
  const texts = tokens.filter((token) => token.kind === 'string');
  const last = texts.at(-1);
  const cursor = new TokenCursor(tokens);
  const name = last
    ? { parts: plainText(last.text, last.line).value.split('.'), line: last.line, quoted: false }
    : cursor.name();
  if (name) draft.readWhole([draft.table(name)]);
}
