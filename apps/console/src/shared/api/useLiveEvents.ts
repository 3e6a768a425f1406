import { type ServerEvent, serverEventSchema } from '@driftline/contracts';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type LiveState = 'connecting' | 'live' | 'lost';

/** During a replay hundreds of windows change in a second; they are fetched anew at most this often. */
const coalesceMs = 1_000;
const kinds = serverEventSchema.shape.kind.options;

function refresh(client: QueryClient, events: ServerEvent[]): void {
  const keys = new Map<string, readonly string[]>();
  for (const event of events) {
    if (event.kind === 'window' && event.model !== null) {
      keys.set(`window ${event.model}`, ['window', event.model]);
      keys.set(`profile ${event.model}`, ['profile', event.model]);
    }
    keys.set(event.kind, [event.kind]);
  }
  for (const queryKey of keys.values()) void client.invalidateQueries({ queryKey });
}

/** Listens to `/v1/events` and fetches anew what changed. Says whether the line is up. */
export function useLiveEvents(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const source = new EventSource('/v1/events');
    let waiting: ServerEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      refresh(client, waiting);
      waiting = [];
    };
    const listen = (message: MessageEvent<string>) => {
      const event = serverEventSchema.safeParse(parseJson(message.data));
      if (!event.success) return;
      waiting.push(event.data);
      timer ??= setTimeout(flush, coalesceMs);
    };
    source.onopen = () => setState('live');
    source.onerror = () => setState('lost');
    source.onmessage = listen;
    for (const kind of kinds) source.addEventListener(kind, listen);
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [client]);
  return state;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
