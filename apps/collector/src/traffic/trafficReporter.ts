import type { JobHintPort } from '../ports/jobHintPort.js';
import type { LogPort } from '../ports/logPort.js';
import type { ModelRegistryPort } from '../ports/modelRegistryPort.js';

/** Durable rows of one model. `newestEventAt` in epoch milliseconds. */
export interface Traffic {
  rows: number;
  labels: number;
  newestEventAt: number | undefined;
}

interface Pending {
  traffic: Traffic;
  timer: NodeJS.Timeout | undefined;
  reportedAt: number;
}

/**
 * Tells the registry what arrived and hints that the model may have something due, at most once every
 * `intervalMs` per model. Ingestion never waits for it and never fails by it.
 */
export class TrafficReporter {
  private readonly pending = new Map<string, Pending>();
  private readonly reporting = new Set<Promise<void>>();

  constructor(
    private readonly registry: Pick<ModelRegistryPort, 'count'>,
    private readonly hint: JobHintPort,
    private readonly log: LogPort,
    private readonly intervalMs: number,
  ) {}

  /** Notes durable rows; the report follows within the interval. */
  add(modelId: string, traffic: Traffic): void {
    const entry = this.pending.get(modelId) ?? {
      traffic: nothing(),
      timer: undefined,
      reportedAt: -Infinity,
    };
    this.pending.set(modelId, entry);
    entry.traffic = sum(entry.traffic, traffic);
    const wait = Math.max(0, entry.reportedAt + this.intervalMs - performance.now());
    entry.timer ??= setTimeout(() => this.report(modelId, entry), wait).unref();
  }

  /** Reports everything noted so far. */
  async drain(): Promise<void> {
    for (const [modelId, entry] of this.pending) {
      if (entry.timer !== undefined) this.report(modelId, entry);
    }
    await Promise.all(this.reporting);
  }

  private report(modelId: string, entry: Pending): void {
    clearTimeout(entry.timer);
    entry.timer = undefined;
    entry.reportedAt = performance.now();
    const { traffic } = entry;
    entry.traffic = nothing();
    const reporting = this.send(modelId, traffic).finally(() => this.reporting.delete(reporting));
    this.reporting.add(reporting);
  }

  private async send(modelId: string, traffic: Traffic): Promise<void> {
    const { rows, labels, newestEventAt } = traffic;
    try {
      await this.registry.count(modelId, {
        rows,
        labels,
        ...(newestEventAt === undefined ? {} : { newestEventAt }),
      });
    } catch (err) {
      this.log.warn({ err, modelId, rows, labels }, "cannot add to the model's counters");
    }
    try {
      await this.hint.evaluateModel(modelId);
    } catch (err) {
      this.log.warn({ err, modelId }, 'cannot hint a job; the sweep will find what is due');
    }
  }
}

function nothing(): Traffic {
  return { rows: 0, labels: 0, newestEventAt: undefined };
}

function sum(a: Traffic, b: Traffic): Traffic {
  const newest = Math.max(a.newestEventAt ?? -Infinity, b.newestEventAt ?? -Infinity);
  return {
    rows: a.rows + b.rows,
    labels: a.labels + b.labels,
    newestEventAt: newest === -Infinity ? undefined : newest,
  };
}
