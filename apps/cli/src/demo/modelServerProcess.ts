import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodedError } from '@driftline/contracts';
import type { ModelServerCounts, ModelServerOptions } from './modelServer.js';
import type { ModelServerAnswer, ModelServerCommand } from './modelServerMain.js';

/** The model server in a process of its own, as a team would run it. One command at a time. */
export class ModelServerProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(options: ModelServerOptions): Promise<ModelServerProcess> {
    const entry = fileURLToPath(new URL('./modelServerMain.js', import.meta.url));
    const server = new ModelServerProcess(fork(entry, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
    await server.#tell({ kind: 'start', options });
    return server;
  }

  /** Scores and logs everything before `until` (epoch milliseconds). */
  async advance(until: number): Promise<ModelServerCounts> {
    return await this.#tell({ kind: 'advance', until });
  }

  async stop(): Promise<void> {
    if (this.#child.connected) await this.#tell({ kind: 'stop' });
  }

  #tell(command: ModelServerCommand): Promise<ModelServerCounts> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(failed(`it ended with code ${code}`));
      this.#child.once('exit', onExit);
      this.#child.once('message', (answer: ModelServerAnswer) => {
        this.#child.off('exit', onExit);
        if ('error' in answer) reject(failed(answer.error));
        else resolve(answer);
      });
      this.#child.send(command);
    });
  }
}

function failed(why: string): CodedError {
  return new CodedError({
    code: 'model_server_failed',
    status: 500,
    message: `The demo's model server failed: ${why}`,
  });
}
