import type { DependencyMap, EdgeRelation } from '@driftline/contracts';

/** Nothing at all. */
export const EMPTY_MAP: DependencyMap = {
  repository: { path: '/r', commit: 'c' },
  datasets: [],
  activities: [],
  models: [],
  edges: [],
  dependencies: [],
  graphs: [],
  failures: [],
  unresolved: [],
  statistics: { files: 0, lines: 0, seconds: 0, skipped: {}, languages: {} },
};

/** What a map holds; a line moves all of its evidence. */
export interface MapParts {
  sources: string[];
  between?: string[];
  dependencies?: string[];
  edges?: [from: string, to: string, relation: EdgeRelation, carries?: string[]][];
  models?: string[];
  columns?: string[];
  line?: number;
}

/** A map in which names serve as ids; every activity is one of `*.py`. */
export function mapOf({
  sources,
  between = [],
  dependencies,
  edges = [],
  models = ['m'],
  columns = [],
  line = 1,
}: MapParts) {
  const activities = [...new Set(edges.flatMap((edge) => edge.slice(0, 2) as string[]))].filter((id) =>
    id.endsWith('.py'),
  );
  const dataset = (external: boolean) => (name: string) => ({
    id: name,
    namespace: 's3://b',
    name,
    kind: 'object' as const,
    aliases: [],
    columns,
    external,
  });
  const map: DependencyMap = {
    ...EMPTY_MAP,
    datasets: [...sources.map(dataset(true)), ...between.map(dataset(false))],
    activities: activities.map((id) => ({ id, name: id, path: id, language: 'python', kind: 'script' })),
    models: models.map((id) => ({ id, name: id, path: 'train.py', line, framework: 'sklearn' })),
    edges: edges.map(([from, to, relation, carries]) => ({
      from,
      to,
      relation,
      evidence: [{ path: 'train.py', line, endLine: line, text: `${relation} ${from} ${to}` }],
      confidence: 'exact',
      analyzer: 'python',
      ...(carries ? { carries } : {}),
    })),
    dependencies: (dependencies ?? sources).flatMap((source) =>
      models.map((model) => ({
        model,
        source,
        path: [source, model],
        columns,
        confidence: 'exact' as const,
      })),
    ),
  };
  return map;
}
