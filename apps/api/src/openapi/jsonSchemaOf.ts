import type { ApiResponseSchemaHost } from '@nestjs/swagger';
import { z } from 'zod';

type JsonSchema = ApiResponseSchemaHost['schema'];

/** The JSON schema of a contract, for the OpenAPI document. Inline: every endpoint reads on its own. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The format says the same, legibly; and no whole number leaves the safe range.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return json as JsonSchema;
}
