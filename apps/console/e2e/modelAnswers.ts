import { type Answer, ok, page, problem } from './answers.js';
import type { FixtureRequest } from './fixtureRequest.js';
import { at } from './story/clock.js';
import { fareWindows } from './story/fareWindows.js';
import { flightWindows } from './story/flightWindows.js';
import { models } from './story/models.js';
import { profilesOf } from './story/profiles.js';

/** Models with their windows and profiles. */
export function modelAnswers(empty: boolean): (request: FixtureRequest) => Answer {
  const windows = { 'flight-delay': flightWindows(), 'fare-quote': fareWindows() };
  const windowsOf = (name: string) => new Map(Object.entries(windows)).get(name) ?? [];
  return ({ id, part, query }) => {
    if (id === undefined) return page(empty ? [] : models);
    const model = models.find((candidate) => candidate.name === id);
    if (model === undefined)
      return problem(404, 'model_not_found', `No model is called ${id}.`, 'See GET /v1/models.');
    const from = at(query.get('from') ?? '1970-01-01T00:00:00Z');
    const to = at(query.get('to') ?? '2999-01-01T00:00:00Z');
    const within = ({ start }: { start: string }) => at(start) >= from && at(start) < to;
    if (part === 'windows') return page(windowsOf(id).filter(within));
    if (part !== 'profiles') return ok(model);
    const profiles = profilesOf(query.get('column') ?? '');
    return ok({ ...profiles, windows: profiles.windows.filter(within) });
  };
}
