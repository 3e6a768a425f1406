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
/** Below this a worsening is over. */
const HEALTHY = 1.5;

/** What one evaluation says about the state of its model. */
export interface Signals {
  evaluation: Evaluation;
  hard: Finding[];
  /** Hard and soft findings that count; in an open window only those that need no whole window. */
  strong: Finding[];
  harm: Harm | null;
  /** A paging SLI is clearly worse, whatever the inputs say. */
  degraded: boolean;
  /** A paging SLI is worse, and a strong finding makes it believable. */
  supported: boolean;
  /** No paging SLI is noticeably worse. */
  healthy: boolean;
  shift: Shift | null;
}

/** Reads the signals of an evaluation against the windows before it. */
export function readSignals(
  reference: Reference,
  evaluation: Evaluation,
  history: readonly Evaluation[],
): Signals {
  const timeline = timelineUpTo(evaluation, history);
  const strong = strongFindings(evaluation);
  const harm = judgeHarm(reference, timeline);
  const degraded = harm !== null && harm.z >= CLEAR && harm.drop >= harm.baseline.smallestDrop;
  return {
    evaluation,
    hard: strong.filter(({ level }) => level === 'hard'),
    strong,
    harm,
    degraded,
    supported: degraded || (strong.length > 0 && harm !== null && isSupported(harm)),
    healthy: harm === null || harm.z < HEALTHY,
    shift: judgeShift(reference, timeline),
  };
}

function isSupported({ z, drop, baseline }: Harm): boolean {
  const worth = Math.abs(baseline.value - baseline.noSkill);
  return z >= SUPPORTED && drop >= Math.max(baseline.smallestDrop, SUPPORTED_SHARE * worth);
}
