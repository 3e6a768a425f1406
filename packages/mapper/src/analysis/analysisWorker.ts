import { parentPort } from 'node:worker_threads';
import { type AnalysisTask, READY } from './analysisTask.js';
import { analyzeFile } from './analyzeFile.js';

/** The worker thread's side: answers every task of a batch as it is done, in order. */
parentPort?.on('message', async (tasks: AnalysisTask[]) => {
  for (const task of tasks) {
    const { result, trapped } = await analyzeFile(task);
    parentPort?.postMessage(result);
    if (trapped) process.exit(1);
  }
});

parentPort?.postMessage(READY);
