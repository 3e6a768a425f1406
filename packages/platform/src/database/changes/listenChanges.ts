import { type ServerEvent, serverEventSchema } from '@driftline/contracts';
import { Client } from 'pg';
import { CHANGE_CHANNEL } from './changeRepository.js';

export interface ChangeListener {
  /** Called once for every change. */
  onChange: (event: ServerEvent) => void;
  /** Called when the connection came back: changes in between were missed, so fetch anew. */
  onGap?: () => void;
}

export interface ChangeSubscription {
  close(): Promise<void>;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5000;
/** A connection that died in silence is found out after about this time instead of the system's two hours. */
const KEEP_ALIVE_MS = 10_000;

/** Listens to changes on a connection of its own, which is made anew when it breaks. Resolves once listening. */
export async function listenChanges(url: string, listener: ChangeListener): Promise<ChangeSubscription> {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    const next = new Client({
      connectionString: url,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      application_name: 'driftline changes',
    });
    client = next;
    next.on('notification', ({ payload }) => deliver(payload, listener));
    next.on('error', () => {});
    await next.connect();
    await next.query(`LISTEN ${CHANGE_CHANNEL}`);
    next.on('end', () => retry(FIRST_RETRY_MS));
  };
  const retry = (delay: number): void => {
    if (closed || timer) return;
    timer = setTimeout(async () => {
      timer = undefined;
      try {
        await connect();
        listener.onGap?.();
      } catch {
        await client?.end().catch(() => {});
        retry(Math.min(delay * 2, LAST_RETRY_MS));
      }
    }, delay);
  };

  await connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}

function deliver(payload: string | undefined, listener: ChangeListener): void {
  const event = serverEventSchema.safeParse(JSON.parse(payload ?? 'null'));
  if (event.success) listener.onChange(event.data);
}
