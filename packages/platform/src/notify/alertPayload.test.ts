import type { Incident, Suspect } from '@driftline/contracts';
import { incidentSchema, webhookPayloadSchema } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { alertPayload, MAX_PAYLOAD_BYTES } from './alertPayload.js';

const AT = '2001-04-10T00:00:00.000Z';

function suspect(name: string, steps = 0): Suspect {
  const evidence = Array.from({ length: 5 }, (_, line) => ({
    path: 'src/train.py',
    line: line + 1,
    endLine: line + 1,
    text: 'pd.read_csv(RAW)'.repeat(5),
  }));
  return {
    name,
    score: 0.9,
    reasons: ['strong', 'weaker', 'weak', 'weakest'],
    path: Array.from({ length: steps }, (_, index) => ({
      id: `n${index}`,
      kind: 'dataset',
      name: `step ${index}`,
      relation: 'reads',
      confidence: 'exact',
      evidence,
    })),
  };
}

function incident(overrides: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    model: 'flights',
    severity: 'page',
    status: 'open',
    cause: 'input-change',
    title: 'origin_delay_rate grew by a factor of 100',
    summary: 'Accuracy fell.',
    openedAt: AT,
    closedAt: null,
    startedAt: AT,
    assignee: null,
    slis: [],
    findings: [],
    suspects: {
      columns: [suspect('origin_delay_rate')],
      components: [],
      sources: [suspect('s3://b/raw', 2)],
    },
    proposals: [{ reaction: 'ignore-data', title: 'Ignore', why: 'because', risk: 'low' }],
    history: [{ at: AT, kind: 'opened', text: 'opened', by: null }],
    ...overrides,
  };
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

describe('alertPayload', () => {
  it('tells what broke, since when, the suspects with their path, and the proposals', () => {
    const payload = alertPayload(incident(), 'incident.opened', AT);
    expect(webhookPayloadSchema.parse(payload)).toEqual(payload);
    expect(payload).toMatchObject({
      type: 'incident.opened',
      timestamp: AT,
      data: {
        id: 'i1',
        title: 'origin_delay_rate grew by a factor of 100',
        startedAt: AT,
        suspects: { sources: [{ name: 's3://b/raw', path: [{ evidence: [{ line: 1 }, {}, {}] }, {}] }] },
        proposals: [{ reaction: 'ignore-data' }],
        complete: true,
      },
    });
    expect(payload.data).not.toHaveProperty('history');
  });

  const many = Array.from({ length: 30 }, (_, index) => suspect(`column ${index}`, 6));
  it.each<[string, Partial<Incident>]>([
    ['many suspects with long paths', { suspects: { columns: many, components: many, sources: many } }],
    ['an endless summary', { summary: 'flüge '.repeat(10_000), title: 'x'.repeat(50_000) }],
    [
      'names of unbounded length',
      { suspects: { columns: [suspect('x'.repeat(100_000))], components: [], sources: [] } },
    ],
    ['a model name that fills it alone', { model: '✈'.repeat(20_000) }],
  ])('stays under 20 kB with %s, and says so', (_case, overrides) => {
    const payload = alertPayload(incident(overrides), 'incident.updated', AT);
    expect(bytes(payload)).toBeLessThan(MAX_PAYLOAD_BYTES);
    expect(payload.data).toMatchObject({ id: 'i1' });
    expect(bytes(incident(overrides))).toBeGreaterThan(MAX_PAYLOAD_BYTES);
  });

  it('leaves out the evidence before the suspects', () => {
    const suspects = { columns: many, components: many, sources: many };
    const payload = alertPayload(incident({ suspects }), 'incident.opened', AT);
    const told = incidentSchema.pick({ suspects: true }).parse(payload.data).suspects.columns;
    expect(told.map(({ name }) => name)).toEqual(['column 0', 'column 1', 'column 2']);
    expect(told[0]?.path?.map(({ evidence }) => evidence.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
