const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

const three = new Intl.NumberFormat('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });

/** Three significant figures unless whole, thousands grouped, never in scientific notation from 0.001 to a million. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 1_000_000) return compact.format(value);
  if (size >= 1000) return whole.format(value);
  if (size < 0.001) return value.toExponential(1);
  return Number.isInteger(value) ? whole.format(value) : three.format(value);
}

/** A tick of an axis or the edge of a bin: as short as three significant figures allow. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) return compact.format(value);
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value);
}

/** A count of things, in full up to 99,999 and compact above. */
export function formatCount(value: number): string {
  return value < 100_000 ? whole.format(value) : compact.format(value);
}

/** A share between 0 and 1 as per cent; never rounds an incomplete share up to 100 %. */
export function formatShare(value: number): string {
  const percent = value * 100;
  if (percent > 0 && percent < 0.05) return 'under 0.1 %';
  if (percent > 99 && percent < 100) return `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
  return `${percent >= 1 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
}

/** `1 window`, `3 windows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
