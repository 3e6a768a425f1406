import type { Finding } from '@driftline/contracts';
import type { Evaluation } from '../evaluate/evaluation.js';
import type { Reference } from '../reference/reference.js';
import { type Harm, judgeHarm } from './judgeHarm.js';
import { judgeShift, type Shift } from './judgeShift.js';
import { strongFindings } from './strongFindings.js';
import { timelineUpTo } from './timeline.js';

/** Worsening that pages by itself, and one that pages together with a strong finding, in standard deviations. */
const CLEAR = 4;
const SUPPORTED = 2;
/** With a strong finding, the drop must still be this share of what the model is worth above a constant. */
const SUPPORTED_SHARE = 0.25;
/** A window of an incident that is open: still noticeably worse, or no worse than chance allows. */
const LINGERING = 2.5;
const RECOVERED = 1;

/** What one evaluation says about the state of its model. */
export interface Signals {
  evaluation: Evaluation;
  hard: Finding[];
  /** Hard and soft findings. */
  strong: Finding[];
  harm: Harm | null;
  /** A paging SLI is clearly worse, whatever the inputs say. */
  degraded: boolean;
  /** A paging SLI is worse, and a strong finding makes it believable; or it is clearly worse. */
  supported: boolean;
  /** The window at hand continues a worsening. */
  lingering: boolean;
  /** The window at hand, by itself, is as good as usual; false when that is unknown. */
  recovered: boolean;
  shift: Shift | null;
}

/**
 * Reads the signals of an evaluation against the windows before it.
 * @param explained starts of windows whose harm belongs to known incidents and must not be held against later ones
 */
export function readSignals(
  reference: Reference,
  evaluation: Evaluation,
  history: readonly Evaluation[],
  explained: ReadonlySet<number>,
): Signals {
  const timeline = timelineUpTo(evaluation, history);
  const strong = strongFindings(evaluation);
  const unexplained = timeline.filter(({ start }) => start === evaluation.start || !explained.has(start));
  const harm = judgeHarm(reference, unexplained);
  const own = judgeHarm(reference, [evaluation]);
  const degraded = harm !== null && harm.z >= CLEAR && harm.drop >= harm.baseline.smallestDrop;
  return {
    evaluation,
    hard: strong.filter(({ level }) => level === 'hard'),
    strong,
    harm,
    degraded,
    supported: degraded || (strong.length > 0 && own !== null && isSupported(own)),
    lingering: harm !== null && own !== null && harm.z >= LINGERING && own.z >= RECOVERED,
    recovered: own !== null && own.z < RECOVERED,
    shift: judgeShift(reference, timeline),
  };
}

function isSupported({ z, drop, baseline }: Harm): boolean {
  const worth = Math.abs(baseline.value - baseline.noSkill);
  return z >= SUPPORTED && drop >= Math.max(baseline.smallestDrop, SUPPORTED_SHARE * worth);
}
