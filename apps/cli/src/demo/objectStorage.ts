import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { DelayRates } from './flightFeatures.js';

/** Path of the airports file's copy in the demo's object storage: a folder per bucket. */
export function airportsPath(storage: string, url: string): string {
  const { hostname, pathname } = new URL(url);
  return join(storage, hostname, pathname);
}

/** Delivers the airports file as its owner would: replaced as a whole, rates multiplied by `factor` (1 when all is well). */
export async function deliverAirports(path: string, rates: DelayRates, factor: number): Promise<void> {
  const codes = Object.keys(rates);
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'code', data: codes, type: 'STRING' },
      { name: 'delay_rate', data: Object.values(rates).map((rate) => rate * factor), type: 'DOUBLE' },
    ],
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, new Uint8Array(buffer));
  await rename(`${path}.new`, path);
}

/** Reads the airports file as the feature pipeline does. */
export async function readAirports(path: string): Promise<DelayRates> {
  const content = await readFile(path);
  const file = content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength);
  const rows = await parquetReadObjects({ file: file as ArrayBuffer });
  return Object.fromEntries(rows.map(({ code, delay_rate }) => [String(code), Number(delay_rate)]));
}
