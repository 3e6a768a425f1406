import type { ServerEvent } from '@driftline/contracts';
import type { ChangeSubscription, Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import {
  Controller,
  Inject,
  type MessageEvent,
  type OnModuleDestroy,
  type OnModuleInit,
  Sse,
  UseGuards,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { endWith, ignoreElements, map, merge, type Observable, Subject, takeUntil, timer } from 'rxjs';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';

const HEARTBEAT_MS = 15_000;
/** Then the stream ends and the listener asks anew, so that a session that has ended meanwhile hears no more. */
const LONGEST_MS = 3_600_000;
/** How soon a listener asks anew. */
const RETRY_MS = 250;

@ApiTags('events')
@Controller('v1/events')
@Access('read')
@UseGuards(AccessGuard)
export class EventsController implements OnModuleInit, OnModuleDestroy {
  readonly #changes = new Subject<ServerEvent>();
  #subscription: ChangeSubscription | undefined;

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  async onModuleInit(): Promise<void> {
    this.#subscription = await this.platform.database.listenChanges((change) => this.#changes.next(change));
  }

  async onModuleDestroy(): Promise<void> {
    this.#changes.complete();
    await this.#subscription?.close();
  }

  @Sse()
  @ApiOperation({ summary: 'Server-sent events: what changed, so that a listener fetches it anew' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  events(): Observable<MessageEvent> {
    const events = this.#changes.pipe(map((data) => ({ data })));
    // The heartbeat keeps proxies from closing a quiet stream.
    const heartbeat = timer(0, HEARTBEAT_MS).pipe(
      map(() => ({ type: 'heartbeat', data: '', retry: RETRY_MS })),
    );
    // An open stream would keep the process from ending.
    const shutdown = this.#changes.pipe(ignoreElements(), endWith(true));
    return merge(events, heartbeat).pipe(takeUntil(merge(shutdown, timer(LONGEST_MS))));
  }
}
