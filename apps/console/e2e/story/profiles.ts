import { at, dayMs, isBroken, iso, now } from './clock.js';
import { random } from './random.js';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const bins = 20;

function bell(centre: number, width: number, total: number): number[] {
  const raw = Array.from({ length: bins }, (_, bin) => Math.exp(-(((bin - centre) / width) ** 2) / 2));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => Math.round((value / sum) * total));
}

/** Distributions of one column, by the shape of the api. Delay rates move to the last bin while the file is broken. */
export function profilesOf(column: string) {
  const { normal } = random(column.length * 31);
  const rate = column.endsWith('_delay_rate');
  const text = column === 'weekday';
  const counts = (broken: boolean, rows: number) => {
    if (text)
      return weekdays.map((_, day) =>
        Math.round((rows / 7) * (day > 6 ? 0 : day > 4 ? 0.85 : 1.06) + Math.abs(normal()) * 20),
      );
    if (rate && broken) return [...Array.from({ length: bins - 1 }, () => 0), rows];
    return bell(rate ? 6 : 9 + normal() * 0.15, 3.1, rows);
  };
  const windows = [];
  for (let day = at('2001-02-01T00:00:00Z'); day < at(now); day += dayMs) {
    const broken = isBroken(day);
    const mean = rate ? (broken ? 20.4 : 0.204) + normal() * 0.003 : 700 + normal() * 20;
    windows.push({
      start: iso(day),
      end: iso(day + dayMs),
      rows: 6_400,
      missing: Math.round(Math.abs(normal()) * 6),
      mean: text ? null : mean,
      counts: counts(broken, 6_400),
    });
  }
  const top = rate ? 0.5 : 2_500;
  return {
    column,
    edges: text ? null : Array.from({ length: bins - 1 }, (_, bin) => ((bin + 1) / bins) * top),
    categories: text ? weekdays : null,
    reference: { counts: counts(false, 198_431) },
    windows,
  };
}
