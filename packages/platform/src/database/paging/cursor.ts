import { CodedError } from '@driftline/contracts';

/** Where a page ended in a list ordered by time and id, newest first. */
export interface Cursor {
  at: number;
  id: string;
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at}:${cursor.id}`).toString('base64url');
}

/** @throws CodedError `invalid_cursor` when the text is none that `encodeCursor` made. */
export function decodeCursor(text: string): Cursor {
  const match = /^(-?\d{1,16}):([a-z0-9]{1,64})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match)
    throw new CodedError({
      code: 'invalid_cursor',
      status: 400,
      message: 'The cursor is not one that a list answer gave.',
      where: 'cursor',
      action: 'Pass nextCursor of the answer before, or leave it out to start at the newest item.',
    });
  return { at: Number(match[1]), id: match[2] ?? '' };
}
