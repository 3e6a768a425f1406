import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { z } from 'zod';
import { jsonSchemaOf } from './jsonSchemaOf.js';

/** Names every query parameter of a handler in the OpenAPI document, as its schema reads them. */
export function ApiQueries(query: z.ZodObject): MethodDecorator {
  const { properties = {}, required = [] } = jsonSchemaOf(query, 'input') as QuerySchema;
  return applyDecorators(
    ...Object.entries(properties).map(([name, { description, ...schema }]) =>
      ApiQuery({
        name,
        schema,
        required: required.includes(name),
        ...(description === undefined ? {} : { description }),
      }),
    ),
  );
}

interface QuerySchema {
  properties?: Record<string, { description?: string }>;
  required?: string[];
}
