import { ClickHouseError } from './clickHouseError.js';

const STD_EXCEPTION = 1001;

/** Nested parse errors repeat their prefix and suffix, and name our spool file; neither helps the reader. */
function clean(message: string): string {
  return message
    .replace(/^(Code: \d+\. DB::Exception: )(?:Code: \d+\. DB::Exception: )+/, '$1')
    .replace(/ \([A-Z_]+\) \(version [^)]*\)\.(?= \([A-Z_]+\)\s*$)/, '')
    .replace(/(?:INTO OUTFILE|FROM INFILE) 'spool\/[^']*' COMPRESSION '\w+'(?: LEVEL \d)? /g, '')
    .replace(/: \(in file\/uri [^)]*\)/g, '')
    .trim();
}

/** Translates what chDB throws into ClickHouse's protocol error, keeping the engine's code and wording. */
export function engineError(thrown: unknown): ClickHouseError {
  if (thrown instanceof ClickHouseError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = /Code: (\d+)\./.exec(message)?.[1];
  if (code !== undefined) return new ClickHouseError(Number(code), clean(message), { cause: thrown });
  const text = `Code: ${STD_EXCEPTION}. DB::Exception: ${message} (STD_EXCEPTION)`;
  return new ClickHouseError(STD_EXCEPTION, text, { cause: thrown });
}
