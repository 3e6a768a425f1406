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
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { interval, map, merge, type Observable, Subject } from 'rxjs';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';

const HEARTBEAT_MS = 15_000;

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
  events(): Observable<MessageEvent> {
    // The heartbeat keeps proxies from closing a quiet stream.
    const heartbeat = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: '' })));
    return merge(this.#changes.pipe(map((data) => ({ data }))), heartbeat);
  }
}
