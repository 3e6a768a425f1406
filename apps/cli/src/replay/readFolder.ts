import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError, type OpenLineageRunEvent, openLineageRunEventSchema } from '@driftline/contracts';
import { forEachLine, readMaybeGzip, type TimedLine, TimedLines } from './timedLines.js';

/** Recorded events of a folder, in the order in which they are lived through. Times are epoch milliseconds. */
export interface RecordedEvents {
  reference: TimedLines;
  live: TimedLines;
  /** Labels of reference rows count whatever their time, so they are taken as early as the collector allows. */
  labels: TimedLines;
  lineage: OpenLineageRunEvent[];
  /** First live prediction; when there is none, the end of the reference. */
  liveStart: number;
  /** Newest live prediction. */
  lastPrediction: number;
  /** Newest event of any kind. */
  end: number;
  unreadable: number;
}

interface Row {
  timestamp?: unknown;
  reference?: unknown;
  predictionId?: unknown;
}

/** The collector takes no event that is further ahead of the clock. */
const FURTHEST_AHEAD_MS = 24 * 3_600_000;

/**
 * Reads `predictions.ndjson.gz`, `labels.ndjson.gz` and `lineage.ndjson` (all but the first may be absent; each with or
 * without .gz).
 * @throws CodedError `replay_folder_unreadable`
 */
export async function readFolder(folder: string): Promise<RecordedEvents> {
  const predictions = await read(folder, 'predictions.ndjson');
  if (!predictions) throw missing(folder);
  const reference: TimedLine[] = [];
  const live: TimedLine[] = [];
  const referenceIds = new Set<string>();
  let unreadable = eachRow(predictions, (row, line) => {
    if (row.reference === true) {
      reference.push(line);
      referenceIds.add(String(row.predictionId));
    } else live.push(line);
  });
  const first = (lines: readonly TimedLine[]) =>
    lines.reduce((least, { time }) => Math.min(least, time), Infinity);
  const last = (lines: readonly TimedLine[]) =>
    lines.reduce((most, { time }) => Math.max(most, time), -Infinity);
  const liveStart = live.length > 0 ? first(live) : last(reference);

  const labelText = (await read(folder, 'labels.ndjson')) ?? Buffer.alloc(0);
  const labels: TimedLine[] = [];
  unreadable += eachRow(labelText, (row, line) => {
    const ofReference = referenceIds.has(String(row.predictionId));
    const earliest = Math.max(liveStart, line.time - FURTHEST_AHEAD_MS);
    labels.push(ofReference ? { ...line, time: Math.min(line.time, earliest) } : line);
  });
  const lineage = readLineage((await read(folder, 'lineage.ndjson')) ?? Buffer.alloc(0));
  return {
    reference: new TimedLines(predictions, reference),
    live: new TimedLines(predictions, live),
    labels: new TimedLines(labelText, labels),
    lineage: lineage.events,
    liveStart,
    lastPrediction: live.length > 0 ? last(live) : liveStart,
    end: Math.max(last(live), last(labels), last(reference)),
    unreadable: unreadable + lineage.unreadable,
  };
}

async function read(folder: string, name: string): Promise<Buffer | undefined> {
  const path = [`${name}.gz`, name].map((file) => join(folder, file)).find((file) => existsSync(file));
  return path === undefined ? undefined : await readMaybeGzip(path);
}

/** Visits every line that holds an object with a time; returns how many do not. */
function eachRow(text: Buffer, visit: (row: Row, line: TimedLine) => void): number {
  let unreadable = 0;
  forEachLine(text, (start, end) => {
    const row = parse(text.toString('utf8', start, end));
    const time = Date.parse(String(row?.timestamp));
    if (!row || Number.isNaN(time)) unreadable += 1;
    else visit(row, { start, end, time });
  });
  return unreadable;
}

function readLineage(text: Buffer): { events: OpenLineageRunEvent[]; unreadable: number } {
  const events: OpenLineageRunEvent[] = [];
  let unreadable = 0;
  forEachLine(text, (start, end) => {
    const event = openLineageRunEventSchema.safeParse(parse(text.toString('utf8', start, end)));
    if (event.success) events.push(event.data);
    else unreadable += 1;
  });
  events.sort((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime));
  return { events, unreadable };
}

function parse(line: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function missing(folder: string): CodedError {
  return new CodedError({
    code: 'replay_folder_unreadable',
    status: 400,
    message: `${folder} holds no predictions.ndjson.gz.`,
    where: folder,
    action:
      'Name a folder with predictions.ndjson.gz (reference rows flagged), labels.ndjson.gz and, if there is any, lineage.ndjson.',
  });
}
