import {
  CodedError,
  type OpenLineageEvent,
  openLineageDatasetEventSchema,
  openLineageJobEventSchema,
  openLineageRunEventSchema,
  type Rejection,
} from '@driftline/contracts';

/** What a body held. */
export interface DecodedRunEvents {
  events: OpenLineageEvent[];
  rejections: Rejection[];
}

/**
 * OpenLineage events from one JSON object, a JSON array or NDJSON: of runs, and static ones where they say so by their
 * schemaURL. A bad item is rejected by name and costs no other item. Facets are kept as they are.
 * @throws CodedError `malformed_json` for a body that starts as an array and cannot be read
 */
export function decodeRunEvents(body: string): DecodedRunEvents {
  const decoded: DecodedRunEvents = { events: [], rejections: [] };
  itemsOf(body).forEach((item, index) => {
    const parsed = schemaOf(item).safeParse(item);
    if (parsed.success) decoded.events.push(parsed.data);
    else decoded.rejections.push(rejectionOf(index, item, parsed.error.issues));
  });
  return decoded;
}

/** An event without a run is static only when its producer says so: else the run was forgotten. */
function schemaOf(item: unknown) {
  const url = typeof item === 'object' && item !== null && 'schemaURL' in item ? String(item.schemaURL) : '';
  if (url.endsWith('/JobEvent')) return openLineageJobEventSchema;
  return url.endsWith('/DatasetEvent') ? openLineageDatasetEventSchema : openLineageRunEventSchema;
}

const UNREADABLE = Symbol('unreadable line');

function itemsOf(body: string): unknown[] {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return [];
  const whole = parse(text);
  if (Array.isArray(whole)) return whole;
  if (whole !== UNREADABLE) return [whole];
  if (text.startsWith('[')) {
    throw new CodedError({
      code: 'malformed_json',
      status: 400,
      message: 'The body starts as a JSON array and cannot be read.',
      where: 'body',
      action: 'Send one run event, a JSON array of them, or one per line.',
    });
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parse);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return UNREADABLE;
  }
}

function rejectionOf(
  index: number,
  item: unknown,
  issues: readonly { path: PropertyKey[]; message: string }[],
): Rejection {
  if (item === UNREADABLE) {
    return {
      index,
      code: 'malformed_json',
      detail: 'the line is not JSON',
      action: 'Write one event per line.',
    };
  }
  const [issue] = issues;
  const where = `/${(issue?.path ?? []).map(String).join('/')}`;
  return {
    index,
    code: 'invalid_run_event',
    detail: `${where}: ${issue?.message ?? 'is not an OpenLineage run event'}`,
    where,
    action: 'Send OpenLineage run events with eventTime, run.runId, job.namespace and job.name.',
  };
}
