import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.js';

describe('createMetrics', () => {
  it('shows named figures with the process that they belong to', async () => {
    const metrics = createMetrics({ process: 'collector', defaults: false });
    metrics.ingestItems.inc({ kind: 'predictions', outcome: 'accepted' }, 3);
    expect(await metrics.registry.metrics()).toContain(
      'driftline_ingest_items_total{kind="predictions",outcome="accepted",process="collector"} 3',
    );
  });

  it('keeps the figures of two processes in one program apart', async () => {
    const one = createMetrics({ process: 'api', defaults: false });
    const other = createMetrics({ process: 'worker', defaults: false });
    one.incidents.inc({ severity: 'page', cause: 'input-change' });
    expect(await other.registry.metrics()).not.toContain('input-change');
  });

  it("shows Node's own figures unless told not to", async () => {
    const text = await createMetrics({ process: 'api' }).registry.metrics();
    expect(text).toContain('process_resident_memory_bytes');
  });
});
