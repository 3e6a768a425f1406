import { isUtf8 } from 'node:buffer';
import { CodedError } from '@driftline/contracts';
import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';
import type { WireMessage } from '../wireFormat.js';

/**
 * Reads the items of a body: a JSON array, one JSON object, or NDJSON. Whatever the media type says, a body that is
 * an array is taken as one, and lines are taken one by one, so that a broken line costs only itself.
 *
 * @returns each item as JSON.parse left it, or the problem that kept it from being read
 * @throws CodedError when the body is a broken array or has more than `limits.maxItems` items
 */
export function readItems(message: WireMessage, limits: DecodeLimits): unknown[] {
  const { body } = message;
  if (typeof body !== 'string' && !isUtf8(body)) return readBytes(body, limits);
  const text = withoutByteOrderMark(typeof body === 'string' ? body : bytesToString(body));
  const start = text.search(/\S/);
  if (text[start] === '[') return readArray(text, message, limits);
  const items = readLines(text, limits);
  return items[0] instanceof ItemProblem ? (readOneObject(text) ?? items) : items;
}

function bytesToString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function readArray(text: string, message: WireMessage, limits: DecodeLimits): unknown[] {
  const items = parse(text);
  if (Array.isArray(items)) {
    if (items.length > limits.maxItems) throw tooManyItems(limits);
    return items;
  }
  if (message.contentType.includes('ndjson') || message.contentType.includes('jsonl'))
    return readLines(text, limits);
  throw new CodedError({
    code: 'malformed_json',
    status: 400,
    message: `the body starts as a JSON array but cannot be read as one: ${reasonOf(items)}`,
    where: '',
    action:
      'Send a complete JSON array, or one JSON object a line (NDJSON), of which broken lines cost only themselves.',
  });
}

function readLines(text: string, limits: DecodeLimits): unknown[] {
  const items: unknown[] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    start = end + 1;
    if (isBlank(line)) continue;
    if (items.length === limits.maxItems) throw tooManyItems(limits);
    items.push(parse(line));
  }
  return items;
}

function isBlank(line: string): boolean {
  return line.length === 0 || (line.charCodeAt(0) <= 32 && line.trim().length === 0);
}

/** A single object printed over several lines. */
function readOneObject(text: string): unknown[] | undefined {
  const item = parse(text);
  return item instanceof ItemProblem ? undefined : [item];
}

/** Not UTF-8 as a whole: lines are judged by themselves, which a JSON array does not allow. */
function readBytes(bytes: Uint8Array, limits: DecodeLimits): unknown[] {
  if (bytes.find((byte) => byte > 32) === 91) throw arrayNotUtf8();
  const items: unknown[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    const line = bytes.subarray(start, end);
    start = end + 1;
    const text = isUtf8(line) ? bytesToString(line) : undefined;
    if (text !== undefined && isBlank(text)) continue;
    if (items.length === limits.maxItems) throw tooManyItems(limits);
    items.push(text === undefined ? notUtf8() : parse(text));
  }
  return items;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new ItemProblem(
      'malformed_json',
      `not valid JSON: ${error.message.slice(0, 200)}`,
      '',
      'Send valid JSON.',
    );
  }
}

function reasonOf(problem: unknown): string {
  return problem instanceof ItemProblem ? problem.detail : 'it is not an array';
}

function notUtf8(): ItemProblem {
  return new ItemProblem('invalid_utf8', 'the line is not valid UTF-8', '', 'Encode the body as UTF-8.');
}

function arrayNotUtf8(): CodedError {
  return new CodedError({
    code: 'invalid_utf8',
    status: 400,
    message: 'the body is a JSON array that is not valid UTF-8',
    where: '',
    action: 'Encode the body as UTF-8.',
  });
}

function tooManyItems(limits: DecodeLimits): CodedError {
  return new CodedError({
    code: 'too_many_items',
    status: 413,
    message: `the batch has more than ${limits.maxItems} items`,
    action: 'Send smaller batches.',
  });
}
