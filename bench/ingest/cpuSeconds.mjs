import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** Parent and CPU ticks of every process, its own and those of ended children, from Linux' /proc. */
function processes() {
  const found = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      found.set(Number(pid), { parent: Number(fields[1]), ticks });
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

/** CPU seconds that a process and all its descendants have used so far; NaN where there is no /proc. */
export function cpuSeconds(root) {
  if (process.platform !== 'linux') return Number.NaN;
  const all = processes();
  const belongs = (pid) => pid === root || (all.has(pid) && belongs(all.get(pid).parent));
  let ticks = 0;
  for (const [pid, { ticks: own }] of all) if (belongs(pid)) ticks += own;
  return ticks / TICKS_PER_SECOND;
}
