import { type ConstantText, constantText, plainText, splitArguments } from '../script/constantText.js';
import type { StatementDraft } from '../script/statementDraft.js';
import type { SqlToken } from '../text/sqlTokens.js';
import type { TokenCursor } from '../text/tokenCursor.js';
import type { ScriptAccess, StatementReader } from './statementReader.js';

/** What EXECUTE runs besides texts and procedures. */
const OBJECTS = new Set(['TASK', 'FUNCTION', 'PROCEDURE', 'JOB', 'ALERT', 'AS', 'NOTEBOOK']);
const SYSTEM = /^(sp_|xp_|sys\.|dbms_|utl_)/i;
const TRAINING =
  /\b(rx\w*(?:LinMod|Logit|DForest|DTree|BTrees|FastTrees|FastForest|NeuralNet|FastLinear)|\.fit|lm|glm|randomForest|xgb\.train|lgb\.train)\s*\(/i;

/** Runs a text that the script builds: what of it is constant is read as a script of its own. */
function runText(draft: StatementDraft, text: ConstantText, line: number, script: ScriptAccess): void {
  const bare = text.value.replace(/\{[^{}]*\}/g, '').trim();
  if (/[A-Za-z]/.test(bare)) {
    script.script(draft.session.fill(text.value), text.lines, true);
    return;
  }
  const [first] = text.holes;
  const what = first === undefined ? 'nothing constant' : `${first.slice(1, -1)}, which is no constant`;
  draft.session.cannotKnow(
    line,
    draft.tokens.map((token) => token.raw).join(' '),
    `dynamic SQL comes from ${what}`,
  );
}

/** Tokens of an expression up to the words that can follow it. */
function expression(cursor: TokenCursor): SqlToken[] {
  const start = cursor.at;
  cursor.find('USING', 'INTO', 'WITH', 'AT', 'LOOP', 'RETURNING', 'BULK');
  return cursor.tokens.slice(start, cursor.at);
}

/** R or Python within T-SQL: its input is a query, and it may train a model. */
function externalScript(draft: StatementDraft, args: readonly SqlToken[], script: ScriptAccess): void {
  const named = new Map(
    splitArguments(args).flatMap((part): [string, SqlToken[]][] =>
      part[1]?.word === '=' ? [[part[0]?.word ?? '', part.slice(2)]] : [],
    ),
  );
  const { variables } = draft.session;
  const query = named.get('@INPUT_DATA_1');
  const code = constantText(named.get('@SCRIPT') ?? [], variables);
  const input = query && constantText(query, variables);
  if (!input) return;
  const training = TRAINING.exec(code.value);
  if (!training) runText(draft, input, query[0]?.line ?? 1, script);
  else {
    const before = draft.session.statements.length;
    runText(draft, input, query[0]?.line ?? 1, script);
    const read = draft.session.statements[before];
    const name = /(\w+)\s*(?:<-|=)\s*[^\n=]*$/.exec(code.value.slice(0, training.index))?.[1] ?? 'model';
    const line = code.lines[code.value.slice(0, training.index).split('\n').length - 1] ?? 1;
    if (read) read.models = [{ name, line, framework: 'sql-server-ml', labels: [], ignored: [] }];
  }
}

/** `EXEC proc …`, `EXEC (@sql)`, `sp_executesql @sql`, `CALL proc(…)`. */
export function readCall(draft: StatementDraft, cursor: TokenCursor, script: ScriptAccess): void {
  const { session } = draft;
  const line = cursor.token?.line ?? 1;
  if (cursor.word() === '(') {
    runText(draft, constantText(cursor.group() ?? [], session.variables), line, script);
    return;
  }
  if (cursor.word(1) === '=') cursor.at += 2;
  const name = cursor.name();
  if (!name) return;
  const [last = ''] = name.parts.slice(-1);
  if (/^sp_executesql$/i.test(last)) {
    const [first = []] = splitArguments(cursor.rest());
    const value = first[1]?.word === '=' ? first.slice(2) : first;
    runText(draft, constantText(value, session.variables), line, script);
  } else if (/^sp_execute_external_script$/i.test(last)) externalScript(draft, cursor.rest(), script);
  else if (/^sp_rename$/i.test(last)) rename(draft, cursor);
  else if (!SYSTEM.test(last))
    session.calls.push({ name: session.restore(name.parts.join('.')), line: name.line });
}

/** `sp_rename 'a', 'b'`. */
function rename(draft: StatementDraft, cursor: TokenCursor): void {
  const [from, to] = cursor.rest().filter((token) => token.kind === 'string');
  if (!from || !to) return;
  const parts = from.text.split('.');
  const name = (written: string[], line: number) => ({ parts: written, line, quoted: false });
  draft.readWhole([draft.table(name(parts, from.line))]);
  draft.writeNamed(name([...parts.slice(0, -1), to.text], to.line), false);
}

/** EXECUTE: a text built by the script, a prepared statement, or a procedure. */
export const readExecute: StatementReader = (draft, cursor, script) => {
  const line = cursor.token?.line ?? 1;
  const immediate = cursor.take('IMMEDIATE');
  if (immediate && cursor.take('FROM')) {
    const path = cursor
      .rest()
      .map((token) => token.text)
      .join('');
    draft.session.includes.push({ name: draft.session.restore(path), line });
    return;
  }
  const first = cursor.token;
  const textual = first?.kind === 'string' || ['FORMAT', 'CONCAT'].includes(cursor.word());
  const joined = cursor.rest().some((token) => token.word === '||');
  if (immediate || textual || (joined && draft.session.dialect !== 'tsql')) {
    const known = first && draft.session.variables.get(first.text.replace(/^[:$]/, '').toLowerCase());
    const tokens = expression(cursor);
    runText(
      draft,
      known && tokens.length === 1 ? known : constantText(tokens, draft.session.variables),
      line,
      script,
    );
  } else if (first && draft.session.variables.has(`prepared ${first.text.toLowerCase()}`))
    runText(
      draft,
      draft.session.variables.get(`prepared ${first.text.toLowerCase()}`) ?? plainText('', line),
      line,
      script,
    );
  else if (first && draft.session.intoVariables && !OBJECTS.has(cursor.word()))
    runText(draft, constantText(expression(cursor), draft.session.variables), line, script);
  else readCall(draft, cursor, script);
};

/** `PREPARE s FROM 'sql'`: EXECUTE runs it later. */
export const readPrepare: StatementReader = (draft, cursor) => {
  const name = cursor.next();
  if (cursor.word() === '(') cursor.group();
  if (!name || !(cursor.take('FROM') || cursor.take('AS'))) return;
  const rest = cursor.rest();
  const text =
    rest[0]?.kind === 'word' && !/^@/.test(rest[0].text)
      ? plainText(rest.map((token) => token.raw).join(' '), name.line)
      : constantText(rest, draft.session.variables);
  draft.session.variables.set(`prepared ${name.text.toLowerCase()}`, text);
};

/** `DO $$ … $$`. */
export const readDo: StatementReader = (draft, cursor, script) => {
  const text = cursor.rest().find((token) => token.kind === 'string');
  if (!text) return;
  draft.session.intoVariables = true;
  script.script(
    text.text,
    text.text.split('\n').map((_line, index) => text.line + index),
    true,
  );
};
