import { formatTime } from '../../incident/formatTime.js';
import type { Reaction } from '../reaction.js';

/** Keep what was recorded while inputs were broken out of any training set. */
export const ignoreData: Reaction = {
  name: 'ignore-data',
  propose({ incident, reference, now }) {
    if (incident.cause !== 'input-change' && incident.cause !== 'hard-error') return null;
    const last = incident.memory.bad.at(-1) ?? incident.startedAt;
    const end = incident.status === 'open' ? now : last + reference.windowSeconds * 1000;
    const until = incident.status === 'open' ? 'now, and on until it is repaired' : formatTime(end);
    const names = incident.columns.length > 0 ? incident.columns.slice(0, 3).join(', ') : 'the inputs';
    return {
      reaction: 'ignore-data',
      title: `Leave out of training what arrived from ${formatTime(incident.startedAt)} to ${until}`,
      why: `${names} held wrong values in that time; a model that is trained on them learns the fault. Live answers do not change.`,
      risk: 'low',
    };
  },
};
