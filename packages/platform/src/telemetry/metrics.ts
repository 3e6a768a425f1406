import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300];

/** Every figure that Driftline's processes show of themselves at `/metrics`. */
function instruments(registry: Registry) {
  const registers = [registry];
  return {
    ingestItems: new Counter({
      name: 'driftline_ingest_items_total',
      help: 'Items of batches by what became of them: accepted, duplicate, rejected',
      labelNames: ['kind', 'outcome'] as const,
      registers,
    }),
    ingestSeconds: new Histogram({
      name: 'driftline_ingest_seconds',
      help: 'Time from a batch received to its acknowledgement',
      labelNames: ['kind'] as const,
      buckets: SECONDS,
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'driftline_job_seconds',
      help: 'Time that background jobs ran',
      labelNames: ['job', 'outcome'] as const,
      buckets: SECONDS,
      registers,
    }),
    jobsWaiting: new Gauge({
      name: 'driftline_jobs_waiting',
      help: 'Jobs that wait for a worker',
      labelNames: ['job'] as const,
      registers,
    }),
    evaluations: new Counter({
      name: 'driftline_window_evaluations_total',
      help: 'Evaluations of windows by state',
      labelNames: ['state'] as const,
      registers,
    }),
    incidents: new Counter({
      name: 'driftline_incidents_total',
      help: 'Incidents opened',
      labelNames: ['severity', 'cause'] as const,
      registers,
    }),
    deliveries: new Counter({
      name: 'driftline_delivery_attempts_total',
      help: 'Tries to deliver an alert by outcome',
      labelNames: ['notifier', 'outcome'] as const,
      registers,
    }),
    httpSeconds: new Histogram({
      name: 'driftline_http_seconds',
      help: 'Time of HTTP requests',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: SECONDS,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof instruments> & { registry: Registry };

export interface MetricsOptions {
  /** Label `process` on every figure: collector, worker, api … */
  process: string;
  /** Also Node's own figures (memory, event loop, garbage collection); true unless told. */
  defaults?: boolean;
}

/** A registry of its own per process, so that the all-in-one process and tests never share figures. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: options.process });
  if (options.defaults ?? true) collectDefaultMetrics({ register: registry });
  return { ...instruments(registry), registry };
}
