import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedLog } from './embeddedLog.js';
import type { ManagedServer, ServerHealth, ServerProcess } from './managedServer.js';

/** Times of supervision in milliseconds; tests shorten them. */
export interface SupervisionTimes {
  firstBackOff: number;
  longestBackOff: number;
  checkEvery: number;
  checkTimeout: number;
  /** Failed checks in a row after which a server that does not answer is killed and started again. */
  checksUntilKill: number;
  /** How long a server may take to stop before it is killed. */
  stopTimeout: number;
}

export const supervisionTimes: SupervisionTimes = {
  firstBackOff: 100,
  longestBackOff: 10_000,
  checkEvery: 10_000,
  checkTimeout: 30_000,
  checksUntilKill: 3,
  stopTimeout: 30_000,
};

/** Keeps one server running: starts it, watches it, starts it again after a crash, stops it. */
export class SupervisedServer {
  private state: ServerHealth['state'] = 'starting';
  private restarts = 0;
  private lastExit: string | undefined;
  private current: ServerProcess | undefined;
  private watching: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly server: ManagedServer,
    private readonly log: EmbeddedLog,
    private readonly times: SupervisionTimes = supervisionTimes,
  ) {}

  /** Starts it for the first time; a server that cannot start now would not later. */
  async start(): Promise<void> {
    this.current = await this.server.launch();
    this.state = 'running';
    this.watching = this.watch(this.current);
  }

  health(): ServerHealth {
    const { state, restarts, lastExit } = this;
    return { name: this.server.name, state, restarts, ...(lastExit === undefined ? {} : { lastExit }) };
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const { current } = this;
    if (current !== undefined) {
      const patience = setTimeout(() => current.kill(), this.times.stopTimeout);
      await current.stop();
      clearTimeout(patience);
    }
    await this.watching;
    this.state = 'stopped';
  }

  private async watch(first: ServerProcess): Promise<void> {
    let running: ServerProcess | undefined = first;
    while (running !== undefined) {
      const watched: ServerProcess = running;
      const settled = new AbortController();
      const checks = this.checkUntil(watched, settled.signal);
      this.lastExit = await watched.exited;
      settled.abort();
      await checks;
      if (this.stopping.signal.aborted) return;
      this.current = undefined;
      this.state = 'restarting';
      this.log.error(
        { server: this.server.name, exit: this.lastExit },
        'embedded server ended, starting it again',
      );
      running = await this.relaunch();
    }
  }

  /** Tries again, ever more slowly, until the server runs or nobody wants it any more. */
  private async relaunch(): Promise<ServerProcess | undefined> {
    const { signal } = this.stopping;
    for (let wait = this.times.firstBackOff; ; wait = Math.min(wait * 2, this.times.longestBackOff)) {
      await delay(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return undefined;
      this.restarts += 1;
      try {
        return await this.adopt(await this.server.launch());
      } catch (error) {
        this.log.error({ server: this.server.name, error }, 'embedded server did not start again');
      }
    }
  }

  private async adopt(process: ServerProcess): Promise<ServerProcess | undefined> {
    if (this.stopping.signal.aborted) {
      await process.stop();
      return undefined;
    }
    this.current = process;
    this.state = 'running';
    this.log.info({ server: this.server.name, restarts: this.restarts }, 'embedded server runs again');
    return process;
  }

  private async checkUntil(process: ServerProcess, ended: AbortSignal): Promise<void> {
    let failures = 0;
    while (!ended.aborted && failures < this.times.checksUntilKill) {
      await delay(this.times.checkEvery, undefined, { signal: ended, ref: false }).catch(() => undefined);
      if (ended.aborted) return;
      failures = (await this.answers(process, ended)) ? 0 : failures + 1;
    }
    if (!ended.aborted) process.kill();
  }

  private async answers(process: ServerProcess, ended: AbortSignal): Promise<boolean> {
    const settled = new AbortController();
    const signal = AbortSignal.any([ended, settled.signal]);
    const patience = delay(this.times.checkTimeout, false, { signal, ref: false }).catch(() => false);
    const check = process.check().then(
      () => true,
      () => false,
    );
    const answered = await Promise.race([check, patience]);
    settled.abort();
    if (!answered && !ended.aborted)
      this.log.warn({ server: this.server.name }, 'embedded server does not answer');
    return answered;
  }
}
