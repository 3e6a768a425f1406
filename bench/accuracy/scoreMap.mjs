import { canonicalKey } from '@driftline/contracts';

/** Lines that a statement may be apart from the name of its table. */
const NEAR = 3;

const keyOf = ({ namespace, name }) => canonicalKey(namespace, name);

/** Last part of a name: the same data although one reader knows more of where it lives. */
const tailOf = ({ name }) =>
  name
    .replace(/[`"[\]]/g, '')
    .split(/[./\\]/)
    .filter((part) => part !== '' && !/^(csv|parquet|json|gz|pkl|txt|sql|tsv|feather)$/i.test(part))
    .at(-1)
    ?.toLowerCase() ?? name;

function accessesOf(map, files) {
  const datasets = new Map(map.datasets.map((each) => [each.id, each]));
  const found = new Map();
  for (const { from, to, relation, evidence } of map.edges) {
    if (relation !== 'reads' && relation !== 'writes') continue;
    const dataset = datasets.get(relation === 'reads' ? from : to);
    for (const { path, line } of evidence) {
      if (!files.has(path)) continue;
      const access = { file: path, line, relation, dataset };
      found.set(`${path}|${line}|${relation}|${keyOf(dataset)}`, access);
    }
  }
  return [...found.values()];
}

const sameAccess = (same) => (a, b) =>
  a.file === b.file &&
  a.relation === b.relation &&
  Math.abs(a.line - b.line) <= NEAR &&
  same(a.dataset, b.dataset);

function modelSources(map, files) {
  const datasets = new Map(map.datasets.map((each) => [each.id, each]));
  return map.models
    .filter(({ path }) => files.has(path))
    .flatMap(({ id, path, line }) =>
      map.dependencies
        .filter((each) => each.model === id)
        .map(({ source }) => ({ file: path, line, relation: 'model', dataset: datasets.get(source) })),
    );
}

function compare(expected, found, same) {
  const sure = expected.filter((each) => !each.doubtful);
  const missing = sure.filter((label) => !found.some((each) => same(label, each)));
  const wrong = found.filter((each) => !expected.some((label) => same(label, each)));
  const right = found.filter((each) => sure.some((label) => same(label, each)));
  return {
    precision: ratio(right.length, right.length + wrong.length),
    recall: ratio(sure.length - missing.length, sure.length),
    labels: sure.length,
    right: right.length,
    missing,
    wrong,
  };
}

const ratio = (part, whole) => (whole === 0 ? null : part / whole);

/**
 * How well a map agrees with labels: `exact` where namespace and name must be equal after normalisation, `byName` where
 * the last part of the name decides. Pairs are (model, source).
 */
export function scoreMap(map, labels) {
  const accesses = accessesOf(map, labels.files);
  const pairs = modelSources(map, labels.files);
  const labelledPairs = labels.models.flatMap(({ sources, ...label }) =>
    sources.map((dataset) => ({ ...label, relation: 'model', dataset })),
  );
  const byKey = sameAccess((a, b) => keyOf(a) === keyOf(b));
  const byTail = sameAccess((a, b) => keyOf(a) === keyOf(b) || tailOf(a) === tailOf(b));
  return {
    files: labels.files.size,
    accesses: {
      exact: compare(labels.accesses, accesses, byKey),
      byName: compare(labels.accesses, accesses, byTail),
    },
    pairs: {
      exact: compare(labelledPairs, pairs, byKey),
      byName: compare(labelledPairs, pairs, byTail),
    },
    unresolved: {
      labels: labels.unresolved.length,
      listed: labels.unresolved.filter(({ file, line }) =>
        map.unresolved.some((each) => each.path === file && Math.abs(each.line - line) <= NEAR),
      ).length,
    },
  };
}
