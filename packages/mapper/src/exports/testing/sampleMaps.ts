import { readFileSync } from 'node:fs';
import { type DependencyMap, dependencyMapSchema, type EdgeRelation } from '@driftline/contracts';
import { EMPTY_MAP, mapOf } from '../../compare/testing/mapOf.js';

/** A name that every format must carry as a name and nothing else. */
const HOSTILE = `</script><img src=x onerror="alert('1')"> & \\ "q" \\" ]]> --> \n\t\u0007\u2028 ünï 🎈`;

function golden(): DependencyMap {
  const url = new URL('../../../../contracts/src/maps/golden/dependency-map.json', import.meta.url);
  return dependencyMapSchema.parse(JSON.parse(readFileSync(url, 'utf8')));
}

/** The same map with hostile text wherever the repository has a say. */
function hostile(): DependencyMap {
  const map = golden();
  const spoil = <Part extends object>(part: Part, ...members: (keyof Part)[]): Part =>
    Object.assign({ ...part }, Object.fromEntries(members.map((member) => [member, HOSTILE])));
  return {
    ...map,
    repository: { path: HOSTILE, commit: map.repository.commit },
    datasets: map.datasets.map((each) => ({
      ...spoil(each, 'namespace', 'name'),
      aliases: [HOSTILE],
      columns: [HOSTILE, '__proto__'],
    })),
    activities: map.activities.map((each) => spoil(each, 'name', 'path', 'language')),
    models: map.models.map((each) => spoil(each, 'name', 'path', 'framework')),
    edges: map.edges.map((edge) => ({
      ...edge,
      evidence: edge.evidence.map((each) => spoil(each, 'path', 'text')),
    })),
    dependencies: map.dependencies.map((each) => ({
      ...each,
      columns: [HOSTILE],
      features: [
        { feature: '__proto__', columns: [HOSTILE] },
        { feature: HOSTILE, columns: ['a'] },
      ],
    })),
    failures: map.failures.map((each) => spoil(each, 'path', 'error')),
    unresolved: map.unresolved.map((each) => spoil(each, 'path', 'call', 'reason')),
    notices: [{ code: 'no_model', message: HOSTILE, action: HOSTILE }],
  };
}

const edge = (from: string, to: string, relation: EdgeRelation): [string, string, EdgeRelation] => [
  from,
  to,
  relation,
];

/** Every node reads what the one before it writes; the last leads back to the first. */
function large(): DependencyMap {
  const names = Array.from({ length: 400 }, (_each, index) => `d${index}`);
  return mapOf({
    sources: ['raw'],
    between: names,
    edges: names.flatMap((name, index) => [
      edge(names[index - 1] ?? 'raw', `${name}.py`, 'reads'),
      edge(names[(index + 7) % names.length] ?? 'raw', `${name}.py`, 'reads'),
      edge(`${name}.py`, name, 'writes'),
      edge(`${name}.py`, 'm', 'trains'),
    ]),
  });
}

/** Maps that every format must write. */
export const sampleMaps: ReadonlyArray<[name: string, map: DependencyMap]> = [
  ['the golden map', golden()],
  ['an empty map', { ...EMPTY_MAP, repository: { path: '/empty', commit: null } }],
  ['a map full of hostile names', hostile()],
  [
    'a map of two repositories',
    { ...golden(), repositories: [golden().repository, { path: '/repositories/lake', commit: null }] },
  ],
  ['a large map that runs in circles', large()],
];
