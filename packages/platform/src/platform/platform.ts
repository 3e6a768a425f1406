import type { Clock } from '../clock/clock.js';
import type { Config } from '../config/settings.js';
import type { Database } from '../database/database.js';
import type { EventStore } from '../eventStore/eventStore.js';
import type { Queue } from '../queue/queue.js';
import type { SecretBox } from '../security/secretBox.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Everything an app is composed of: opened once per process, handed to every module, closed at the end. */
export interface Platform {
  config: Config;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  database: Database;
  eventStore: EventStore;
  queue: Queue;
  secretBox: SecretBox;
  /** Folder in which what files of repositories say is kept between mappings. Absent where nothing is to be kept. */
  mapCache?: string;
  /** Last moment of a replay's events: later windows say nothing. Absent in live operation. Epoch milliseconds. */
  lastEvent?: number;
  close(): Promise<void>;
}
