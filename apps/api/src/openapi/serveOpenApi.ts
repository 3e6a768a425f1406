import { problemSchema } from '@driftline/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ingestPaths } from './ingestPaths.js';
import { jsonSchemaOf } from './jsonSchemaOf.js';

/** The OpenAPI document of the installation: what this app answers to, and the collector. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Driftline')
    .setDescription(
      'Bolt-on ML observability: detect without labels, diagnose on a dependency map, react safely.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addCookieAuth('driftline_session')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .addGlobalResponse({
      status: 'default',
      description: 'What was wrong, where, and what to do',
      content: { 'application/problem+json': { schema: jsonSchemaOf(problemSchema) } },
    })
    .build();
  return withIngest(SwaggerModule.createDocument(app, config));
}

function withIngest(document: OpenAPIObject): OpenAPIObject {
  const paths = { ...document.paths };
  for (const [path, item] of Object.entries(ingestPaths())) paths[path] = { ...paths[path], ...item };
  return { ...document, paths };
}

/** Serves the document at `/v1/openapi.json` and a page to read it at `/docs`. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, openApiDocument(app), {
    jsonDocumentUrl: 'v1/openapi.json',
    yamlDocumentUrl: 'v1/openapi.yaml',
  });
}
