import type { WorkerOnServers } from './workerOnServers.js';

/** Everything that Driftline says of the worker's model, without ids that differ from run to run. */
export async function answersOf({ platform, model }: WorkerOnServers) {
  const { database } = platform;
  const { id } = await model();
  const { items } = await database.incidents.list({ limit: 100 });
  const deliveries = await database.deliveries.list({ limit: 100 });
  return {
    windows: await database.windows.list(id),
    incidents: items.map(({ id: _, ...incident }) => incident),
    alerts: deliveries.items.map(({ event }) => event),
  };
}
