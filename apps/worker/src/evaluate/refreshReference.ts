import {
  learnReference,
  planReference,
  type Reference,
  referenceSlis,
  surveyReference,
} from '@driftline/engine';
import type { Coverage, Platform, RowCoverage, StoredModel } from '@driftline/platform';
import { linkModelToMaps } from '../maps/linkMapToModels.js';

/** A reference with the version that evaluations note. */
export interface CurrentReference {
  version: number;
  document: Reference;
}

/** A learnt reference with the rows and labels it was learnt from: when they change, it is learnt anew. */
type RememberedReference = Reference & { seen: { rows: number; labelled: number } };

/** Labels that are still coming in are worth learning anew when they are this share of the reference's rows. */
const WORTH_LEARNING = 0.01;

/** Labels of reference rows count whatever their timestamp. */
const ANY_TIME = Date.UTC(2200, 0);

async function labelledReferenceRows(
  { eventStore }: Platform,
  modelId: string,
  { first, newest }: RowCoverage,
): Promise<number> {
  const request = { start: first, end: newest + 1, asOf: ANY_TIME, reference: true, ages: [] };
  return (await eventStore.labelDelay(modelId, request)).labelled;
}

/** The model's reference, learnt anew when its rows changed or many labels came since; undefined while there is none. */
export async function refreshReference(
  platform: Platform,
  model: StoredModel,
  coverage: Coverage,
): Promise<CurrentReference | undefined> {
  const { database, eventStore, clock } = platform;
  const latest = await database.references.latest(model.id);
  const known = latest?.document as RememberedReference | undefined;
  const current = latest && known ? { version: latest.version, document: known } : undefined;
  const rows = coverage.reference;
  if (!rows || !coverage.live) return current;
  // Fully labelled and as many rows as before: there is nothing new to learn.
  if (known && known.seen.rows === rows.rows && known.seen.labelled >= rows.rows) return current;
  const labelled = await labelledReferenceRows(platform, model.id, rows);
  const news = labelled - (known?.seen.labelled ?? 0);
  if (known?.seen.rows === rows.rows && news < WORTH_LEARNING * rows.rows) return current;

  const columns = Object.keys(await eventStore.features(model.id));
  const period = { start: rows.first, end: rows.newest + 1, asOf: ANY_TIME, reference: true, columns };
  const survey = surveyReference(period);
  const [hourly, [whole], outcomeSurvey] = await Promise.all([
    eventStore.profileWindows(model.id, survey.hourly),
    eventStore.profileWindows(model.id, survey.whole),
    eventStore.surveyOutcomes(model.id, survey.outcomes),
  ]);
  if (!whole) return current;
  const plan = planReference(period, { hourly, whole, outcomes: outcomeSurvey });
  const { requests } = plan;
  const [[binned], parts, outcomes, delay] = await Promise.all([
    eventStore.profileWindows(model.id, requests.whole),
    eventStore.profileWindows(model.id, requests.parts),
    requests.outcomes ? eventStore.outcomes(model.id, requests.outcomes) : [],
    eventStore.labelDelay(model.id, requests.delay),
  ]);
  if (!binned) return current;
  const learnt = learnReference(plan, { hourly, whole: binned, parts, outcomes, delay });
  const document: RememberedReference = { ...learnt, seen: { rows: rows.rows, labelled } };
  const saved = await database.references.save({
    modelId: model.id,
    learntAt: clock.now(),
    start: document.start,
    end: document.end,
    rows: document.rows,
    windowSeconds: document.windowSeconds,
    slis: referenceSlis(document),
    document,
  });
  const { task, positiveLabel } = document;
  await database.models.update(model.id, { task, positiveLabel });
  await linkModelToMaps(platform, model);
  return { version: saved.version, document };
}
