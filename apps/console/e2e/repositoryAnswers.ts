import type { RegisteredRepository } from '@driftline/contracts';
import { type Answer, ok, page, problem } from './answers.js';
import type { FixtureRequest } from './fixtureRequest.js';
import { watched, watchedMaps } from './story/repositories.js';

/** Answers of `/v1/repositories`. What is registered or removed stays so while the server lives. */
export function repositoryAnswers(empty: boolean): (request: FixtureRequest) => Answer {
  let kept: RegisteredRepository[] = empty ? [] : [...watched];
  return ({ method, id, part, body }) => {
    if (method === 'POST' && id === undefined) {
      const [first] = watched;
      if (first === undefined || typeof body.url !== 'string' || body.url.startsWith('http://127.')) {
        return problem(403, 'repository_not_allowed', 'This address is private.', 'Name a public address.');
      }
      const added: RegisteredRepository = {
        ...first,
        id: 'repo_3',
        url: body.url,
        mapId: null,
        commit: null,
        checkedAt: null,
      };
      kept = [...kept, added];
      return ok({ ...added, pushSecret: 'dlp_4kQ0w2' }, 201);
    }
    if (id === undefined) return page(kept);
    if (method === 'DELETE') {
      kept = kept.filter((each) => each.id !== id);
      return { status: 204, body: undefined };
    }
    if (part === 'maps') return page(id === 'repo_1' ? watchedMaps : []);
    const found = kept.find((each) => each.id === id);
    return found === undefined
      ? problem(404, 'repository_not_found', `No repository ${id} is watched.`, 'See GET /v1/repositories.')
      : ok(found);
  };
}
