import type { Finding, Sli, Window } from '@driftline/contracts';
import { at, dayMs, isBroken, iso, now } from './clock.js';
import { random } from './random.js';

const metrics = [
  { metric: 'roc-auc', good: 0.713, broken: 0.551, noise: 0.008, half: 0.011 },
  { metric: 'accuracy', good: 0.802, broken: 0.694, noise: 0.016, half: 0.009 },
  { metric: 'f1', good: 0.381, broken: 0.244, noise: 0.015, half: 0.018 },
  { metric: 'log-loss', good: 0.452, broken: 0.871, noise: 0.014, half: 0.013 },
];

/** Share of late flights by month: what moves although the inputs do not. */
const shift = [0, 0.01, -0.004, -0.013, -0.02, 0.005];

function percentFinding(column: string, effect: number): Finding {
  return {
    kind: 'unit-change',
    column,
    level: 'soft',
    effect,
    threshold: 0.18,
    measure: 'jensen-shannon distance',
    message: `${column} is about 100 times larger than in the reference (mean 20.4 instead of 0.204)`,
    details: { change: 'factor', factor: 100, mean: 20.4, referenceMean: 0.204 },
  };
}

function findingsOf(day: number, uniform: () => number): Finding[] {
  const findings: Finding[] = [];
  if (isBroken(day)) {
    findings.push(percentFinding('origin_delay_rate', 0.93 + uniform() * 0.03));
    findings.push(percentFinding('destination_delay_rate', 0.91 + uniform() * 0.03));
  }
  if (uniform() < 0.05) {
    findings.push({
      kind: 'distance',
      column: 'scheduled_departures',
      level: 'drift',
      effect: 0.072 + uniform() * 0.02,
      threshold: 0.065,
      measure: 'jensen-shannon distance',
      message: 'scheduled_departures is distributed differently from the reference',
      details: { referenceMean: 14.2, mean: 12.9 },
    });
  }
  return findings;
}

function slisOf(day: number, maturity: number, rows: number, normal: () => number): Sli[] {
  const month = new Date(day).getUTCMonth();
  const broken = isBroken(day);
  return metrics.flatMap(({ metric, good, broken: bad, noise, half }) => {
    const sign = metric === 'log-loss' ? -1 : 1;
    const truth = (broken ? bad : good - sign * (shift[month] ?? 0)) + normal() * noise;
    const estimate = (broken ? bad + sign * 0.012 : good) + normal() * noise * 0.6;
    const labelled = Math.round(rows * maturity);
    const realised: Sli =
      maturity < 0.25
        ? {
            metric,
            kind: 'realised',
            estimator: 'realised',
            value: null,
            low: null,
            high: null,
            rows: labelled,
            reason: `only ${Math.round(maturity * 100)} % of the labels have arrived; 25 % are needed`,
          }
        : {
            metric,
            kind: 'realised',
            estimator: 'realised',
            value: truth,
            low: truth - half / maturity,
            high: truth + half / maturity,
            rows: labelled,
          };
    const width = half * 1.7;
    return [
      realised,
      {
        metric,
        kind: 'estimated',
        estimator: 'cbpe',
        value: estimate,
        low: estimate - width,
        high: estimate + width,
        rows,
      },
    ];
  });
}

/** Daily windows of the flight-delay model from February to the present; January is its reference. */
export function flightWindows(): Window[] {
  const { uniform, normal } = random(7);
  const windows: Window[] = [];
  for (let day = at('2001-02-01T00:00:00Z'); day < at(now); day += dayMs) {
    const weekday = new Date(day).getUTCDay();
    const open = day + dayMs > at(now);
    const rows = Math.round((weekday === 6 ? 5_400 : 6_500) + normal() * 180);
    const maturity = open ? 0.12 : at(now) - day < 2 * dayMs ? 0.86 : 1;
    windows.push({
      start: iso(day),
      end: iso(day + dayMs),
      state: open ? 'provisional' : at(now) - day < 2 * dayMs ? 'final' : 'revised',
      asOf: iso(Math.min(at(now), day + 2 * dayMs)),
      rows: open ? Math.round(rows / 4) : rows,
      maturity,
      slis: slisOf(day, maturity, rows, normal),
      findings: findingsOf(day, uniform),
    });
  }
  return windows;
}
