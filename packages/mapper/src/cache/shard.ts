import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { PackedFacts } from '../analysis/packedFacts.js';
import type { ProgramSummary } from '../analysis/programSummary.js';

/** What is remembered of one file: its facts, or why it is not read. */
export interface CachedFile {
  lines: number;
  packed?: PackedFacts;
  /** Reason for which the file was skipped. */
  skipped?: string;
}

/** Entries as they stand in a shard's header; bodies of programs stand behind it, compressed already. */
type Entry = [
  key: string,
  lines: number,
  skipped: string | null,
  facts: string | null,
  summary: ProgramSummary | null,
  bodyLength: number,
];

interface Header {
  /** Of the code that wrote it: facts of other code are not taken. */
  stamp: string;
  entries: Entry[];
}

const MAGIC = 'DLF1';
const FIXED = 12;

function entryOf(key: string, { lines, packed, skipped }: CachedFile): Entry {
  const { facts = null, summary = null, body } = packed ?? {};
  return [key, lines, skipped ?? null, facts, summary, body?.byteLength ?? 0];
}

/** Magic, checksum of all that follows, length of the header, header, bodies. */
export function writeShard(stamp: string, files: ReadonlyMap<string, CachedFile>): Buffer {
  const header: Header = { stamp, entries: [...files].map(([key, file]) => entryOf(key, file)) };
  const packed = deflateSync(JSON.stringify(header), { level: 1 });
  const bodies = [...files.values()].flatMap(({ packed: facts }) => facts?.body ?? []);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(packed.length);
  const content = Buffer.concat([length, packed, ...bodies]);
  const start = Buffer.alloc(8);
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(crc32(content), 4);
  return Buffer.concat([start, content]);
}

function fileOf([, lines, skipped, facts, summary]: Entry, body: Buffer): CachedFile {
  if (skipped !== null) return { lines, skipped };
  if (facts === null) return { lines };
  const packed: PackedFacts = { facts };
  if (summary) packed.summary = summary;
  if (body.length > 0) packed.body = body;
  return { lines, packed };
}

/** Files of a shard; none when it is damaged or was written by other code. */
export function readShard(stamp: string, content: Buffer): Map<string, CachedFile> {
  const files = new Map<string, CachedFile>();
  const whole = content.length > FIXED && content.toString('latin1', 0, 4) === MAGIC;
  if (!whole || crc32(content.subarray(8)) !== content.readUInt32LE(4)) return files;
  let at = FIXED + content.readUInt32LE(8);
  const header: Header = JSON.parse(inflateSync(content.subarray(FIXED, at)).toString('utf8'));
  if (header.stamp !== stamp) return files;
  for (const entry of header.entries) {
    const [key, , , , , bodyLength] = entry;
    files.set(key, fileOf(entry, content.subarray(at, at + bodyLength)));
    at += bodyLength;
  }
  return files;
}
