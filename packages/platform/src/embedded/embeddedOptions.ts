import type { Config } from '../config/settings.js';
import type { EmbeddedOptions } from './startEmbedded.js';

/** What a process's settings say about the embedded servers. */
export function embeddedOptions(config: Config): EmbeddedOptions {
  return {
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    clickhouseUrl: config.clickhouseUrl,
    engine: {
      maxMemoryBytes: config.eventStoreMemoryBytes,
      maxExecutionSeconds: config.eventStoreQuerySeconds,
    },
  };
}
