import { problemSchema } from '@driftline/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ingestPaths } from './ingestPaths.js';
import { jsonSchemaOf } from './jsonSchemaOf.js';

type PathItem = OpenAPIObject['paths'][string];

/** The OpenAPI document of the installation: what this app answers to, and the collector. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Driftline')
    .setDescription(
      'Bolt-on ML observability: detect without labels, diagnose on a dependency map, react safely.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'API key' })
    .addCookieAuth('driftline_session')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .addGlobalResponse({
      status: 'default',
      description: 'What was wrong, where, and what to do',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const paths = { ...document.paths };
  for (const [path, item] of Object.entries(ingestPaths())) paths[path] = { ...paths[path], ...item };
  const complete = Object.entries(paths).map(([path, item]) => [path, withPathParameters(path, item)]);
  const schemas = { ...document.components?.schemas, Problem: jsonSchemaOf(problemSchema) };
  return {
    ...document,
    paths: Object.fromEntries(complete),
    components: { ...document.components, schemas },
  };
}

/** Nest learns the parameters of a path from types that the compiler would have to leave in the code. */
function withPathParameters(path: string, item: PathItem): PathItem {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  return parameters.length === 0 ? item : ({ ...item, parameters } as PathItem);
}

/** Serves the document at `/v1/openapi.json` and a page to read it at `/docs`. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, openApiDocument(app), {
    jsonDocumentUrl: 'v1/openapi.json',
    yamlDocumentUrl: 'v1/openapi.yaml',
  });
}
