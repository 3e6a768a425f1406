export { ApiModule } from './apiModule.js';
export { serveConsole } from './console/serveConsole.js';
export { createApiApp } from './createApiApp.js';
export { openApiDocument, serveOpenApi } from './openapi/serveOpenApi.js';
