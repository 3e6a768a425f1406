import type { Sli, Window } from '@driftline/contracts';
import { at, dayMs, iso, now } from './clock.js';
import { random } from './random.js';

/** Weekly windows of a regression model whose labels take a month. */
export function fareWindows(): Window[] {
  const { normal } = random(21);
  const windows: Window[] = [];
  for (let day = at('2001-03-05T00:00:00Z'); day + 7 * dayMs < at(now); day += 7 * dayMs) {
    const age = (at(now) - day) / dayMs;
    const maturity = Math.max(0, Math.min(1, (age - 14) / 28));
    const missing = day >= at('2001-05-14T00:00:00Z') && day < at('2001-06-04T00:00:00Z');
    const slis = [
      { metric: 'mae', good: 11.6, harm: 2.4 },
      { metric: 'rmse', good: 18.2, harm: 3.1 },
    ].map(({ metric, good, harm }): Sli => {
      const value = good + (missing ? harm : 0) + normal() * 0.5;
      return maturity === 0
        ? {
            metric,
            kind: 'realised',
            estimator: 'realised',
            value: null,
            low: null,
            high: null,
            rows: 0,
            reason: 'no label has arrived yet',
          }
        : {
            metric,
            kind: 'realised',
            estimator: 'realised',
            value,
            low: value - 0.7,
            high: value + 0.7,
            rows: Math.round(640 * maturity),
          };
    });
    windows.push({
      start: iso(day),
      end: iso(day + 7 * dayMs),
      state: maturity < 1 ? 'final' : 'revised',
      asOf: iso(Math.min(at(now), day + 8 * dayMs)),
      rows: Math.round(640 + normal() * 20),
      maturity,
      slis,
      findings: missing
        ? [
            {
              kind: 'nulls',
              column: 'fuel_price',
              level: 'soft',
              effect: 0.41,
              threshold: 0.06,
              measure: 'share of missing values',
              message: 'fuel_price is missing in 41 % of the rows instead of 1 %',
              details: { referenceShare: 0.01 },
            },
          ]
        : [],
    });
  }
  return windows;
}
