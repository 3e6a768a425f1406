import type { CollectorLimits } from '../limits/collectorLimits.js';
import type { EventStorePort } from '../ports/eventStorePort.js';
import type { ModelRegistryPort } from '../ports/modelRegistryPort.js';

/** What /readyz answers. */
export interface ReadinessReport {
  ready: boolean;
  /** `ok`, or what is wrong. */
  checks: { events: string; facts: string };
}

/**
 * Finds out whether a batch would be stored now: writes to the event store and asks the registry, within a time
 * limit. The result is kept for a few seconds, so that probes cost the store little.
 */
export class Readiness {
  private report: Promise<ReadinessReport> | undefined;
  private checkedAt = -Infinity;

  constructor(
    private readonly store: EventStorePort,
    private readonly registry: ModelRegistryPort,
    private readonly limits: Pick<CollectorLimits, 'readyTimeoutMs' | 'readyCacheMs'>,
  ) {}

  check(): Promise<ReadinessReport> {
    const now = performance.now();
    if (this.report === undefined || now - this.checkedAt > this.limits.readyCacheMs) {
      this.checkedAt = now;
      this.report = this.probe();
    }
    return this.report;
  }

  private async probe(): Promise<ReadinessReport> {
    const [events, facts] = await Promise.all([
      this.within(this.store.probe()),
      this.within(this.registry.size()),
    ]);
    return { ready: events === 'ok' && facts === 'ok', checks: { events, facts } };
  }

  private async within(check: Promise<unknown>): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<string>((resolve) => {
      timer = setTimeout(
        () => resolve(`no answer within ${this.limits.readyTimeoutMs} ms`),
        this.limits.readyTimeoutMs,
      );
    });
    const outcome = check.then(
      () => 'ok',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    try {
      return await Promise.race([outcome, limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}
