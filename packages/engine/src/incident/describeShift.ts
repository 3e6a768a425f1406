import { percent } from '../detect/percent.js';
import { formatTime } from './formatTime.js';
import type { Shift } from './judgeShift.js';

/** Title and summary of a sustained disagreement between labels and scores. */
export function describeShift(
  model: string,
  shift: Shift,
  startedAt: number,
): { title: string; summary: string } {
  const [is, was] = [percent(shift.realisedMean), percent(shift.estimatedMean)];
  const rate = shift.metric === 'positive-rate';
  const title = rate
    ? `${model}: ${is} positive outcomes where the scores expect ${was}`
    : `${model}: ${is} of the predictions hold where the scores expect ${was}`;
  const summary =
    `Since ${formatTime(startedAt)}. Labels and label-free estimates have disagreed over ${shift.windows} windows: ` +
    `${is} by labels against ${was} estimated, ${Math.abs(shift.z).toFixed(1)} standard deviations of their natural ` +
    'difference. The inputs do not explain it, so what they lead to has changed. Estimates from scores alone are off until the model is retrained.';
  return { title, summary };
}
