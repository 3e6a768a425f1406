import type { Position } from '../../facts/position.js';

interface Piece {
  /** Offset in the built text. */
  at: number;
  length: number;
  /** Offset in the file. */
  origin: number;
  originLength: number;
  /** The piece as the file spells it, when that differs: escapes of JSON. */
  raw?: string;
}

/** Text put together from pieces of a file, which knows for each of its characters where in the file it stands. */
export class PlacedText {
  private readonly pieces: Piece[] = [];
  private built = '';

  get text(): string {
    return this.built;
  }

  /** Adds text that stands in the file at `origin` as it is, or spelled as `raw`. */
  add(text: string, origin: number, raw = text): void {
    const piece = { at: this.built.length, length: text.length, origin, originLength: raw.length };
    this.pieces.push(raw === text ? piece : { ...piece, raw });
    this.built += text;
  }

  /** Adds text that says what `originLength` characters of the file from `origin` on mean. */
  replace(text: string, origin: number, originLength: number): void {
    this.pieces.push({ at: this.built.length, length: text.length, origin, originLength, raw: '' });
    this.built += text;
  }

  append(other: PlacedText): void {
    for (const piece of other.pieces) this.pieces.push({ ...piece, at: piece.at + this.built.length });
    this.built += other.built;
  }

  /** The part from one offset to another, as a text of its own. */
  slice(from: number, to: number): PlacedText {
    const part = new PlacedText();
    for (const piece of this.pieces) {
      const start = Math.max(from, piece.at);
      const end = Math.min(to, piece.at + piece.length);
      if (start >= end) continue;
      const text = this.built.slice(start, end);
      const origin = originIn(piece, start - piece.at);
      if (piece.raw === '') part.replace(text, piece.origin, piece.originLength);
      else
        part.add(
          text,
          origin,
          piece.raw?.slice(origin - piece.origin, originIn(piece, end - piece.at) - piece.origin),
        );
    }
    return part;
  }

  private pieceAt(offset: number): Piece | undefined {
    let [low, high] = [0, this.pieces.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pieces[middle]?.at ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.pieces[low - 1];
  }

  /** Offset in the file of a character; of the end of the text when it lies behind it. */
  originOf(offset: number): number {
    const piece = this.pieceAt(offset);
    return piece ? originIn(piece, Math.min(offset - piece.at, piece.length)) : 0;
  }

  /** Where a part of this text stands in the file. */
  place([, , start, end]: Position, lineAt: (offset: number) => number): Position {
    const from = this.originOf(start);
    const last = this.pieceAt(Math.max(start, end - 1));
    const to = last ? endIn(last, end) : from;
    return [lineAt(from), lineAt(Math.max(from, to - 1)), from, to];
  }
}

/** Where a part that ends before `end` ends in the file. */
function endIn(piece: Piece, end: number): number {
  if (piece.raw === '') return piece.origin + piece.originLength;
  return originIn(piece, Math.max(0, Math.min(end - piece.at, piece.length)));
}

/** Walks the escapes of a JSON string: each stands for one character. */
function originIn(piece: Piece, offset: number): number {
  if (piece.raw === undefined) return piece.origin + offset;
  if (piece.raw === '') return offset < piece.length ? piece.origin : piece.origin + piece.originLength;
  let at = 0;
  for (let count = 0; count < offset && at < piece.raw.length; count += 1) {
    if (piece.raw[at] !== '\\') at += 1;
    else at += piece.raw[at + 1] === 'u' ? 6 : 2;
  }
  return piece.origin + at;
}
