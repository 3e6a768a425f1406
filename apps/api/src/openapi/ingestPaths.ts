import {
  ingestAnswerSchema,
  labelEventSchema,
  openLineageRunEventSchema,
  predictionEventSchema,
} from '@driftline/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { jsonSchemaOf } from './jsonSchemaOf.js';

type Paths = OpenAPIObject['paths'];

const ingested = [
  { path: '/v1/predictions', summary: 'Send predictions', item: predictionEventSchema },
  { path: '/v1/labels', summary: 'Send labels', item: labelEventSchema },
  { path: '/v1/lineage', summary: 'Send OpenLineage run events', item: openLineageRunEventSchema },
] satisfies { path: string; summary: string; item: z.ZodType }[];

/** What the collector answers to: it reads bodies off the wire itself, so no controller describes them. */
export function ingestPaths(): Paths {
  return Object.fromEntries(
    ingested.map(({ path, summary, item }) => {
      const schema = jsonSchemaOf(item, 'input');
      const content = {
        'application/x-ndjson': { schema },
        'application/json': { schema: { type: 'array', items: schema } },
      };
      const answer = { 'application/json': { schema: jsonSchemaOf(ingestAnswerSchema) } };
      const post = {
        operationId: `Collector_${path.slice('/v1/'.length)}`,
        tags: ['ingest'],
        summary,
        description: 'NDJSON or a JSON array, plain, gzip or zstd. Needs an API key with scope ingest.',
        parameters: [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description: 'a repeat within 24 hours gets the stored answer',
            schema: { type: 'string' },
          },
        ],
        requestBody: { required: true, content },
        responses: { 200: { description: 'Durable; every rejected item is named', content: answer } },
      };
      return [path, { post }];
    }),
  ) as Paths;
}
