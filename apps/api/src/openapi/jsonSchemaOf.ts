import type { ApiResponseSchemaHost } from '@nestjs/swagger';
import { z } from 'zod';

type JsonSchema = ApiResponseSchemaHost['schema'];

/** The JSON schema of a contract, for the OpenAPI document. Inline: every endpoint reads on its own. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
  });
  return json as JsonSchema;
}
