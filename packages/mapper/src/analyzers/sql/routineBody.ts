const ROUTINE = /^create\s+(?:or\s+(?:replace|alter)\s+)?(?:procedure|proc|function)\b/i;
const DOLLARS = /(\$\w*\$)([\s\S]*?)\1/;
const BODY = /\bas\s+(?=begin\b|declare\b|insert\b|merge\b|select\b|with\b|update\b)/i;

/** Statements inside a routine's body, and the lines that stand before them; undefined for anything else. */
export function routineBody(statement: string): { text: string; linesBefore: number } | undefined {
  if (!ROUTINE.test(statement)) return undefined;
  const dollars = DOLLARS.exec(statement);
  const body = dollars ? undefined : BODY.exec(statement);
  const start = dollars ? dollars.index + (dollars[1]?.length ?? 0) : body ? body.index + body[0].length : -1;
  if (start < 0) return { text: '', linesBefore: 0 };
  const text = dollars ? (dollars[2] ?? '') : statement.slice(start);
  return { text, linesBefore: statement.slice(0, start).split('\n').length - 1 };
}

const BLOCK_WORDS = /^\s*(?:(?:begin(?!\s+tran)|then|else|loop|as)\b\s*)+/i;

/** Drops the words that open a block before a statement. */
export function withoutBlockWords(statement: string): string {
  return statement.replace(BLOCK_WORDS, '');
}
