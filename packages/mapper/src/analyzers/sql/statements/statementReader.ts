import type { StatementDraft } from '../script/statementDraft.js';
import type { SqlToken } from '../text/sqlTokens.js';
import type { TokenCursor } from '../text/tokenCursor.js';

/** What a reader of one kind of statement may ask of the script that holds it. */
export interface ScriptAccess {
  /** Reads tokens as a statement of their own, such as the body of a task. */
  statement(tokens: readonly SqlToken[]): void;
  /** Reads a text as a script of its own; `lines` says where each of its lines stands. */
  script(text: string, lines: readonly number[], body: boolean): void;
}

/** Reads a statement whose first word chose it; the cursor stands behind that word. */
export type StatementReader = (draft: StatementDraft, cursor: TokenCursor, script: ScriptAccess) => void;
