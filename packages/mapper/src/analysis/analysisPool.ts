import { Worker } from 'node:worker_threads';
import { type AnalysisResult, type AnalysisTask, READY } from './analysisTask.js';
import { analyzeFile } from './analyzeFile.js';
import { workerFile } from './workerFile.js';

export interface PoolLimits {
  /** Threads; 0 analyses in the caller's thread, without time limits. */
  workers: number;
  /** Milliseconds that one file may take. */
  fileTime: number;
  /** Megabytes of heap that one thread may take. */
  heap: number;
}

interface Job {
  task: AnalysisTask;
  done(result: AnalysisResult): void;
}

/** Milliseconds that a thread may take to load its parsers. */
const START_TIME = 60_000;
const BATCH_FILES = 16;
const BATCH_CHARACTERS = 400_000;

/** One thread and the jobs that it was given, oldest first. */
class Slot {
  private worker: Worker | undefined;
  private ready = false;
  private running: Job[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly limits: PoolLimits,
    private readonly next: () => Job[],
    private readonly giveBack: (jobs: Job[]) => void,
  ) {}

  wake(): void {
    if (this.running.length > 0) return;
    this.running = this.next();
    if (this.running.length === 0) return;
    this.worker ??= this.start();
    this.worker.postMessage(this.running.map((job) => job.task));
    this.watch();
  }

  private start(): Worker {
    const worker = new Worker(workerFile(), { resourceLimits: { maxOldGenerationSizeMb: this.limits.heap } });
    this.ready = false;
    worker.on('message', (message: AnalysisResult | typeof READY) => {
      if (message !== READY) {
        this.answered(message);
        return;
      }
      this.ready = true;
      if (this.running.length > 0) this.watch();
    });
    worker.on('error', (error) => this.lost(worker, `the analyzer's thread failed: ${error.message}`));
    worker.on('exit', () => this.lost(worker, 'the parser trapped'));
    worker.unref();
    return worker;
  }

  private watch(): void {
    clearTimeout(this.timer);
    const time = this.ready ? this.limits.fileTime : START_TIME;
    this.timer = setTimeout(() => {
      const { worker } = this;
      if (worker) this.lost(worker, `analysis took longer than ${time} ms`);
    }, time);
  }

  private answered(result: AnalysisResult): void {
    this.running.shift()?.done(result);
    if (this.running.length > 0) this.watch();
    else {
      clearTimeout(this.timer);
      this.wake();
    }
  }

  /** The file under analysis pays; those behind it go to the next thread. */
  private lost(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    clearTimeout(this.timer);
    this.worker = undefined;
    void worker.terminate();
    const [current, ...waiting] = this.running;
    this.running = [];
    this.giveBack(waiting);
    current?.done({ error: reason });
    this.wake();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }
}

/** Analyses files in parallel threads. A file that loops, traps or eats memory costs itself and its thread, nothing else. */
export class AnalysisPool {
  private readonly queue: Job[] = [];
  private readonly slots: Slot[];

  constructor(private readonly limits: PoolLimits) {
    const next = (): Job[] => this.batch();
    const giveBack = (jobs: Job[]): void => void this.queue.unshift(...jobs);
    this.slots = Array.from({ length: limits.workers }, () => new Slot(limits, next, giveBack));
  }

  /** Jobs that wait; callers keep it small, so that memory holds few files at a time. */
  get waiting(): number {
    return this.queue.length;
  }

  async analyze(task: AnalysisTask): Promise<AnalysisResult> {
    if (this.limits.workers === 0) return (await analyzeFile(task)).result;
    return new Promise((done) => {
      this.queue.push({ task, done });
      for (const slot of this.slots) slot.wake();
    });
  }

  private batch(): Job[] {
    const jobs: Job[] = [];
    let characters = 0;
    while (jobs.length < BATCH_FILES && characters < BATCH_CHARACTERS) {
      const job = this.queue.shift();
      if (!job) break;
      jobs.push(job);
      characters += job.task.file.text.length;
    }
    return jobs;
  }

  async close(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.stop()));
  }
}
