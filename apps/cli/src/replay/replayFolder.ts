import { loadConfig, SimulatedClock } from '@driftline/platform';
import { installKeys } from '../app/installKeys.js';
import { startDriftline } from '../app/startDriftline.js';
import { ProgressLine } from '../terminal/progressLine.js';
import { EventSender } from './eventSender.js';
import { readFolder } from './readFolder.js';
import { recordedSteps } from './recordedSteps.js';
import { type ReplayReport, replayReport } from './replayReport.js';
import { settle } from './settle.js';

/**
 * Lives through a folder of recorded events in order of event time, on ephemeral embedded servers and a simulated
 * clock. Everything goes the way of production: collector, jobs, engine.
 */
export async function replayFolder(folder: string): Promise<ReplayReport> {
  const recorded = await readFolder(folder);
  const clock = new SimulatedClock(recorded.liveStart);
  const config = loadConfig({ DRIFTLINE_LOG_LEVEL: 'warn', ...process.env, DRIFTLINE_PORT: '0' });
  const driftline = await startDriftline({ config, clock, ephemeral: true, schedules: false });
  const progress = new ProgressLine();
  try {
    driftline.platform.lastEvent = recorded.lastPrediction;
    const keys = await installKeys(driftline.platform, undefined);
    const sender = new EventSender(driftline.url, keys.ingestKey);
    for (const step of recordedSteps(recorded, config.latenessSeconds * 1000)) {
      clock.advanceTo(step.until);
      await step.send(sender);
      await settle(driftline.platform);
      progress.show(step.share, new Date(step.until).toISOString().slice(0, 10));
    }
    progress.end();
    const refused = sender.rejected + recorded.unreadable;
    if (refused > 0) progress.say(`${refused} items were rejected or could not be read`);
    return await replayReport(driftline.platform);
  } finally {
    await driftline.stop();
  }
}
