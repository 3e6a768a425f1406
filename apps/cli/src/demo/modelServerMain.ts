import { ModelServer, type ModelServerOptions } from './modelServer.js';

/** What the demo tells its model server; each is answered by one ModelServerAnswer. */
export type ModelServerCommand =
  | { kind: 'start'; options: ModelServerOptions }
  | { kind: 'advance'; until: number }
  | { kind: 'stop' };

export type ModelServerAnswer = { predictions: number; labels: number } | { error: string };

let server: ModelServer | undefined;

async function obey(command: ModelServerCommand): Promise<ModelServerAnswer> {
  if (command.kind === 'start') server = await ModelServer.start(command.options);
  if (command.kind === 'advance') await server?.advance(command.until);
  if (command.kind === 'stop') await server?.stop();
  return server?.counts ?? { predictions: 0, labels: 0 };
}

process.on('message', (command: ModelServerCommand) => {
  obey(command)
    .catch((error: unknown): ModelServerAnswer => ({ error: String(error) }))
    .then((answer) => {
      process.send?.(answer);
      if (command.kind === 'stop') process.disconnect();
    });
});
