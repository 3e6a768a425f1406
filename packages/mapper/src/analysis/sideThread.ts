import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Facts } from '../facts/facts.js';
import type { EmbeddedReader } from '../resolver/embeddedReader.js';
import type { AnalysisResult } from './analysisTask.js';
import { EMBEDDABLE, embeddedFile, factsOrProblem } from './embeddedTask.js';
import { workerFile } from './workerFile.js';

export interface SideThreadLimits {
  /** Milliseconds that one text may take. */
  textTime: number;
  /** Megabytes of heap that the thread may take. */
  heap: number;
}

/** What the thread is started with: it answers on `port`, and counts its answers in `answered` for whoever sleeps on it. */
export interface SideThreadData {
  port: MessagePort;
  answered: Int32Array;
  prepare: readonly string[];
}

interface Running {
  worker: Worker;
  port: MessagePort;
  answered: Int32Array;
}

/** Milliseconds that the thread may take to load its parsers. */
const START_TIME = 30_000;

/**
 * Reads embedded texts in a thread of its own while the caller waits: interpretation goes on with the answer at once, and
 * a text that makes a parser loop, trap or eat memory costs only itself and the thread.
 */
export class SideThread implements EmbeddedReader {
  private running: Running | undefined;

  constructor(private readonly limits: SideThreadLimits) {}

  read(analyzer: string, text: string): Facts {
    const running = this.running ?? this.start();
    const seen = Atomics.load(running.answered, 0);
    running.port.postMessage({ analyzer, file: embeddedFile(analyzer, text) });
    const result = this.answer(running, seen, this.limits.textTime) ?? this.lost(running);
    return factsOrProblem(text, result);
  }

  private start(): Running {
    const { port1, port2 } = new MessageChannel();
    const answered = new Int32Array(new SharedArrayBuffer(4));
    const data: SideThreadData = { port: port2, answered, prepare: EMBEDDABLE };
    const worker = new Worker(workerFile(), {
      workerData: data,
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heap },
    });
    // Its end shows as silence; without a listener it would end this process.
    worker.on('error', () => undefined);
    worker.unref();
    port1.unref();
    const running = { worker, port: port1, answered };
    Atomics.wait(answered, 0, 0, START_TIME);
    this.running = running;
    return running;
  }

  private answer({ port, answered }: Running, seen: number, time: number): AnalysisResult | undefined {
    Atomics.wait(answered, 0, seen, time);
    return receiveMessageOnPort(port)?.message as AnalysisResult | undefined;
  }

  private lost({ worker }: Running): AnalysisResult {
    this.running = undefined;
    void worker.terminate();
    return { error: `analysis took longer than ${this.limits.textTime} ms, or its thread failed` };
  }

  async close(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    await running?.worker.terminate();
  }
}
