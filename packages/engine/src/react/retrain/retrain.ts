import { formatTime } from '../../incident/formatTime.js';
import type { Reaction } from '../reaction.js';

/** Train again on recent labelled data, when what the inputs lead to has changed. */
export const retrain: Reaction = {
  name: 'retrain',
  propose({ incident }) {
    const shifted = incident.cause === 'outcome-shift';
    if (!shifted && incident.cause !== 'performance') return null;
    return {
      reaction: 'retrain',
      title: `Retrain, or at least recalibrate, on labels since ${formatTime(incident.startedAt)}`,
      why: shifted
        ? 'The inputs are as before but lead to other outcomes, so scores are off while their order may still hold. If the shift is a passing season, retraining chases noise: compare on the newest labels first.'
        : 'Performance fell while no input stands out, which points to a changed relation between inputs and outcome. Compare the retrained model with this one on the newest labels before it serves.',
      risk: shifted ? 'medium' : 'high',
    };
  },
};
