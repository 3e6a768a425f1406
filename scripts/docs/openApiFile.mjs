import { createApiApp, openApiDocument } from '../../apps/api/dist/index.js';
import { loadConfig, openPlatform } from '../../packages/platform/dist/index.js';

/** `docs/reference/openapi.json`, as the running API serves it, paths in order. */
export async function openApiFile() {
  const config = loadConfig({ DRIFTLINE_LOG_LEVEL: 'warn' });
  const platform = await openPlatform({ process: 'docs', config, ephemeral: true });
  try {
    const app = await createApiApp(platform);
    const document = openApiDocument(app);
    await app.close();
    const paths = Object.entries(document.paths).sort(([one], [other]) => (one < other ? -1 : 1));
    return `${JSON.stringify({ ...document, paths: Object.fromEntries(paths) }, null, 2)}\n`;
  } finally {
    await platform.close();
  }
}
