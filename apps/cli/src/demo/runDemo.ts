import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Incident, Page, StoredMap } from '@driftline/contracts';
import { loadConfig, SimulatedClock } from '@driftline/platform';
import { installKeys } from '../app/installKeys.js';
import { type Driftline, startDriftline } from '../app/startDriftline.js';
import { settle } from '../replay/settle.js';
import { ProgressLine } from '../terminal/progressLine.js';
import { untilInterrupted } from '../terminal/untilInterrupted.js';
import { ApiClient } from './apiClient.js';
import { type DemoReport, demoReport } from './demoReport.js';
import { demoStory } from './demoStory.js';
import { ModelServerProcess } from './modelServerProcess.js';
import { createPipelineRepository } from './pipelineRepository.js';
import { alertLines, welcomeLines } from './storyLines.js';
import { WebhookReceiver } from './webhookReceiver.js';

export interface RunDemoOptions {
  full: boolean;
  /** Stay up until interrupted. */
  stay: boolean;
  port: string | undefined;
  dataDir: string | undefined;
  onReport(report: DemoReport): Promise<void>;
}

/** An evaluation is a function of (model, window, asOf): the length of a step changes no answer. */
const STEP_MS = 24 * 3_600_000;

/** Starts the whole platform, replays the flights through a model server, and prints what Driftline says by itself. */
export async function runDemo(options: RunDemoOptions): Promise<DemoReport> {
  const dataDir = resolve(options.dataDir ?? join('.driftline', 'demo'));
  const config = loadConfig({
    DRIFTLINE_LOG_LEVEL: 'warn',
    ...process.env,
    DRIFTLINE_DATA_DIR: join(dataDir, 'driftline'),
    DRIFTLINE_MAP_ROOTS: dataDir,
    DRIFTLINE_ALLOW_PRIVATE_WEBHOOKS: 'true',
    ...(options.port === undefined ? {} : { DRIFTLINE_PORT: options.port }),
  });
  const clock = new SimulatedClock(demoStory.live.start);
  const progress = new ProgressLine();
  await rm(dataDir, { recursive: true, force: true });
  const driftline = await startDriftline({ config, clock, schedules: false });
  const receiver = await WebhookReceiver.start((alert) => {
    for (const line of alertLines(alert)) progress.say(line);
  });
  try {
    const keys = await installKeys(driftline.platform, config.dataDir);
    const api = new ApiClient(driftline.url, keys.apiKey);
    for (const line of welcomeLines(driftline.url, keys)) progress.say(line);
    receiver.trust((await api.post<{ secret: string }>('/v1/webhooks', { url: receiver.url })).secret);
    await mapPipeline(driftline, api, dataDir);
    const started = performance.now();
    const counts = await replayFlights(driftline, clock, keys.ingestKey, { ...options, dataDir }, progress);
    const seconds = (performance.now() - started) / 1000;
    const { items } = await api.get<Page<Incident>>('/v1/incidents?limit=500');
    const report = demoReport({ ...counts, seconds, incidents: items, webhooks: receiver.received });
    await options.onReport(report);
    progress.say(
      `Replayed ${counts.predictions} predictions and ${counts.labels} labels in ${seconds.toFixed(0)} s: ${items.length} incidents, ${receiver.received} signed webhooks.`,
    );
    if (options.stay) {
      clock.resume();
      const interrupted = untilInterrupted();
      for (const line of welcomeLines(driftline.url, keys)) progress.say(line);
      progress.say('Driftline stays up. Press Ctrl+C to stop.');
      await interrupted;
    }
    return report;
  } finally {
    await driftline.stop();
    await receiver.stop();
  }
}

/** Maps the team's pipeline repository through the API, as a person would. */
async function mapPipeline({ platform }: Driftline, api: ApiClient, dataDir: string): Promise<void> {
  const repository = join(dataDir, 'flights-pipeline');
  await createPipelineRepository(repository);
  const { id } = await api.post<{ id: string }>('/v1/maps', { repository });
  await platform.queue.drained();
  await api.get<StoredMap>(`/v1/maps/${id}`);
}

async function replayFlights(
  driftline: Driftline,
  clock: SimulatedClock,
  ingestKey: string,
  { full, dataDir }: { full: boolean; dataDir: string },
  progress: ProgressLine,
): Promise<{ predictions: number; labels: number }> {
  const { live } = demoStory;
  progress.say('Reading three million flights and fitting the delay classifier on January');
  const server = await ModelServerProcess.start({
    url: driftline.url,
    ingestKey,
    storage: join(dataDir, 'objects'),
    share: full ? 1 : demoStory.share,
  });
  try {
    driftline.platform.lastEvent = live.end - 1;
    let counts = await server.advance(live.start);
    progress.say(`January, the reference: ${counts.predictions} predictions with their labels`);
    // Two days past the end, so that the last flights land and the last window is final.
    const end = live.end + 2 * STEP_MS;
    for (let until = live.start + STEP_MS; until <= end; until += STEP_MS) {
      clock.advanceTo(until);
      counts = await server.advance(until);
      await settle(driftline.platform);
      const date = new Date(until).toISOString().slice(0, 10);
      progress.show((until - live.start) / (end - live.start), `${date}  ${counts.predictions} predictions`);
    }
    progress.end();
    return { predictions: counts.predictions, labels: counts.labels };
  } finally {
    await server.stop();
  }
}
