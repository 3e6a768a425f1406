import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { environmentOf } from './environmentOf.mjs';

const main = fileURLToPath(new URL('main.js', import.meta.resolve('@driftline/collector')));

/** The collector as an operator runs it, in a process of its own, on servers that run already. */
export async function startCollector(servers, dataDir) {
  const own = { DRIFTLINE_DATA_DIR: dataDir, DRIFTLINE_PORT: '0' };
  const env = { ...process.env, ...environmentOf(servers), ...own };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'inherit', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // Its log tells the address; what it says later is of no interest here, but must not fill the pipe.
  for await (const line of createInterface({ input: child.stderr })) {
    const url = /"url":"(http[^"]+)"/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stderr.resume();
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    return { url, pid: child.pid, stop };
  }
  throw new TypeError('the collector ended before it took events');
}
