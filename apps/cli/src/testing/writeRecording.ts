import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Recording } from '@driftline/testkit';

/** Writes a recording as a folder that `driftline replay` reads. */
export async function writeRecording(folder: string, recording: Recording): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { predictions, labels, lineage } = recording;
  await writeFile(join(folder, 'predictions.ndjson.gz'), gzipSync(toNdjson(predictions)));
  await writeFile(join(folder, 'labels.ndjson.gz'), gzipSync(toNdjson(labels)));
  if (lineage.length > 0) await writeFile(join(folder, 'lineage.ndjson'), toNdjson(lineage));
}

function toNdjson(events: readonly unknown[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}
