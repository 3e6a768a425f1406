import type { Finding, Severity } from '@driftline/contracts';
import { metricCatalog } from '../metrics/metricCatalog.js';
import { formatMetric, metricLabel } from './formatMetric.js';
import { formatTime } from './formatTime.js';
import type { Harm } from './judgeHarm.js';

/** What a title and a summary are made of. */
export interface TroubleStory {
  model: string;
  severity: Severity;
  startedAt: number;
  columns: readonly string[];
  /** Strongest first. */
  findings: readonly Finding[];
  harm: Harm | null;
}

/** Title and summary of an incident of inputs or performance, for a person at 03:00. */
export function describeTrouble(story: TroubleStory): { title: string; summary: string } {
  const { model, findings, harm, columns, startedAt } = story;
  const [strongest] = findings.filter(({ level }) => level !== 'drift');
  const others = columns.length - 1;
  const more = others > 0 ? ` (and ${others} more feature${others > 1 ? 's' : ''})` : '';
  const pages = story.severity === 'page' ? harm : null;
  const what = [
    ...(strongest ? [`${headline(strongest)}${more}`] : []),
    ...(pages ? [harmHeadline(pages)] : []),
  ].join(', and ');
  const sentences = [
    `Since ${formatTime(startedAt)}.`,
    ...(harm ? [harmSentence(harm)] : []),
    ...findings.slice(0, 3).map(({ message }) => `${message}.`),
  ];
  return { title: `${model}: ${what || 'performance is in doubt'}`, summary: sentences.join(' ') };
}

function headline({ message }: Finding): string {
  return (message.split(/[:;]/)[0] ?? message).trim();
}

function harmHeadline({ sli, baseline }: Harm): string {
  const rose = metricCatalog[sli.metric]?.higherIsBetter ? 'fell' : 'rose';
  const [was, is] = [formatMetric(sli.metric, baseline.value), formatMetric(sli.metric, sli.value)];
  return `${metricLabel(sli.metric)} ${rose} from ${was} to ${is}`;
}

function harmSentence({ sli, baseline, windows, z }: Harm): string {
  const metric = sli.metric;
  const number = (value: number) => formatMetric(metric, value);
  const known = sli.kind === 'realised' ? 'from labels' : `estimated by ${sli.estimator}, labels pending`;
  const over = windows > 1 ? ` Over the last ${windows} windows that is` : ' That is';
  return (
    `The ${metricLabel(metric)} is ${number(sli.value)} (95 % interval ${number(sli.low)} to ${number(sli.high)}, ${known}); ` +
    `${number(baseline.low)} to ${number(baseline.high)} is natural.` +
    `${over} ${z.toFixed(1)} standard deviations worse than on the reference.`
  );
}
