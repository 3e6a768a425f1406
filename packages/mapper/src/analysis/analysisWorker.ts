import { parentPort, workerData } from 'node:worker_threads';
import { type AnalysisTask, READY } from './analysisTask.js';
import { analyzeFile, prepareAnalyzer } from './analyzeFile.js';
import type { SideThreadData } from './sideThread.js';

/** One of the pool's threads: answers every task of a batch as it is done, in order. */
function serveBatches(): void {
  parentPort?.on('message', async (tasks: AnalysisTask[]) => {
    for (const task of tasks) {
      const { result, trapped } = await analyzeFile(task);
      parentPort?.postMessage(result);
      if (trapped) process.exit(1);
    }
  });
  parentPort?.postMessage(READY);
}

/** The thread beside interpretation, which sleeps until the count of answers rises. */
async function serveTexts({ port, answered, prepare }: SideThreadData): Promise<void> {
  const count = (): void => {
    Atomics.add(answered, 0, 1);
    Atomics.notify(answered, 0);
  };
  for (const name of prepare) await prepareAnalyzer(name).catch(() => undefined);
  port.on('message', async (task: AnalysisTask) => {
    const { result, trapped } = await analyzeFile(task);
    port.postMessage(result);
    count();
    if (trapped) process.exit(1);
  });
  count();
}

const data = workerData as SideThreadData | null;
if (data) await serveTexts(data);
else serveBatches();
