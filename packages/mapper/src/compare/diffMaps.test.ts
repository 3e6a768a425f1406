import { type MapDiff, mapDiffSchema } from '@driftline/contracts';
import { describe, expect, test } from 'vitest';
import { diffMaps } from './diffMaps.js';
import { EMPTY_MAP, type MapParts, mapOf } from './testing/mapOf.js';

const said = ({ changes }: MapDiff): string[] =>
  changes.map(({ subject, change, label }) => `${subject} ${change}: ${label}`);

const ONE = mapOf({
  sources: ['a'],
  edges: [
    ['a', 'train.py', 'reads'],
    ['train.py', 'm', 'trains'],
  ],
});

describe('a difference', () => {
  test('names a source that appeared, its edge, and the model that it reaches', () => {
    const two = mapOf({
      sources: ['a', 'b'],
      edges: [
        ['a', 'train.py', 'reads'],
        ['b', 'train.py', 'reads'],
        ['train.py', 'm', 'trains'],
      ],
    });
    const diff = diffMaps(ONE, { ...two, id: '2' });
    expect(said(diff)).toEqual([
      'dependency appeared: m depends on s3://b/b',
      'source appeared: s3://b/b',
      'edge appeared: train.py reads s3://b/b',
    ]);
    expect(diff.head).toEqual({ id: '2', repository: '/r', commit: 'c' });
    expect(diff.counts.source).toEqual({ appeared: 1, vanished: 0, changed: 0 });
    expect(diff.models).toMatchObject([
      {
        key: 'model:train.py#m',
        state: 'kept',
        inputsChanged: true,
        summary: "This model's inputs changed: s3://b/b appeared.",
      },
    ]);
    expect(mapDiffSchema.parse(diff)).toEqual(diff);
  });

  test('says which columns changed', () => {
    const diff = diffMaps(ONE, mapOf({ ...partsOfOne(), columns: ['x'] }));
    expect(diff.changes.map(({ key, details }) => [key, details])).toEqual([
      ['dependency:model:train.py#m<dataset:s3://b|a', [{ member: 'columns', before: [], after: ['x'] }]],
      ['dataset:s3://b|a', [{ member: 'columns', before: [], after: ['x'] }]],
    ]);
    expect(diff.models[0]?.summary).toBe("This model's inputs changed: s3://b/a changed (columns).");
  });

  test('is empty when only lines moved', () => {
    expect(diffMaps(ONE, mapOf({ ...partsOfOne(), line: 99 })).changes).toEqual([]);
  });

  test('says that the code which reads changed, although the source is the same', () => {
    const edges = ONE.edges.map((edge) =>
      edge.relation === 'reads'
        ? { ...edge, evidence: edge.evidence.map((each) => ({ ...each, text: 'read(a, header=1)' })) }
        : edge,
    );
    const diff = diffMaps(ONE, { ...ONE, edges });
    expect(said(diff)).toEqual(['edge changed: train.py reads s3://b/a']);
    expect(diff.models).toMatchObject([{ inputsChanged: false, state: 'kept' }]);
    expect(diff.models[0]?.summary).toMatch(/sources are the same.*train.py reads/);
  });

  test('says that a source is now written by the repository', () => {
    const head = mapOf({
      sources: ['raw'],
      between: ['a'],
      edges: [
        ['raw', 'prepare.py', 'reads'],
        ['prepare.py', 'a', 'writes'],
        ['a', 'train.py', 'reads'],
        ['train.py', 'm', 'trains'],
      ],
    });
    const changed = diffMaps(ONE, head).changes.find(({ key }) => key === 'dataset:s3://b|a');
    expect(changed).toMatchObject({
      subject: 'source',
      change: 'changed',
      details: [{ member: 'source', before: ['yes'], after: ['no'] }],
      reaches: ['model:train.py#m'],
    });
  });

  test('tells two models of one name in one file apart', () => {
    const twice = (lines: number[]) => ({
      ...EMPTY_MAP,
      models: lines.map((line) => ({
        id: `mo${line}`,
        name: 'LogisticRegression',
        path: 't.py',
        line,
        framework: 'sklearn',
      })),
    });
    expect(said(diffMaps(twice([5, 9]), twice([7, 11])))).toEqual([]);
    expect(diffMaps(twice([5, 9]), twice([5])).changes).toMatchObject([
      { key: 'model:t.py#LogisticRegression#2', change: 'vanished' },
    ]);
  });
});

/** Whether a change of the evidence of one edge reaches the model. */
describe('what a change reaches', () => {
  const CASES: ReadonlyArray<[string, MapParts, string, boolean]> = [
    [
      'a source that the training script reads and trains on',
      {
        sources: ['a'],
        edges: [
          ['a', 't.py', 'reads'],
          ['t.py', 'm', 'trains'],
        ],
      },
      'a',
      true,
    ],
    [
      'a source that the training script reads and does not train on',
      {
        sources: ['a', 'z'],
        dependencies: ['a'],
        edges: [
          ['a', 't.py', 'reads'],
          ['z', 't.py', 'reads'],
          ['t.py', 'm', 'trains'],
        ],
      },
      'z',
      false,
    ],
    [
      'a source two scripts away',
      {
        sources: ['a'],
        between: ['p'],
        edges: [
          ['a', 'p.py', 'reads'],
          ['p.py', 'p', 'writes'],
          ['p', 't.py', 'reads'],
          ['t.py', 'm', 'trains'],
        ],
      },
      'a',
      true,
    ],
    [
      'a source that goes into another output of the same script',
      {
        sources: ['a', 'z'],
        dependencies: ['a'],
        between: ['p', 'q'],
        edges: [
          ['a', 'p.py', 'reads'],
          ['z', 'p.py', 'reads'],
          ['p.py', 'p', 'writes', ['a']],
          ['p.py', 'q', 'writes', ['z']],
          ['p', 't.py', 'reads'],
          ['t.py', 'm', 'trains'],
        ],
      },
      'z',
      false,
    ],
    [
      'a table between that carries a source of the model',
      {
        sources: ['a'],
        between: ['p'],
        edges: [
          ['a', 'p.py', 'reads'],
          ['p.py', 'p', 'writes', ['a']],
          ['p', 't.py', 'reads'],
          ['t.py', 'm', 'trains'],
        ],
      },
      'p',
      true,
    ],
    [
      'a table between that carries none of its sources',
      {
        sources: ['a', 'z'],
        dependencies: ['a'],
        between: ['p'],
        edges: [
          ['z', 'p.py', 'reads'],
          ['p.py', 'p', 'writes', ['z']],
          ['p', 't.py', 'reads'],
          ['a', 't.py', 'reads'],
          ['t.py', 'm', 'trains'],
        ],
      },
      'p',
      false,
    ],
  ];

  test.each(CASES)('%s', (_case, parts, dataset, reached) => {
    const head = mapOf(parts);
    const base = {
      ...head,
      datasets: head.datasets.map((each) => (each.id === dataset ? { ...each, columns: ['x'] } : each)),
    };
    const change = diffMaps(base, head).changes.find(({ key }) => key === `dataset:s3://b|${dataset}`);
    expect(change?.reaches).toEqual(reached ? ['model:train.py#m'] : []);
  });

  test('a model that trains on what another model wrote', () => {
    const head = mapOf({
      sources: ['a'],
      between: ['scores'],
      models: ['m', 'n'],
      edges: [
        ['a', 't.py', 'reads'],
        ['t.py', 'm', 'trains'],
        ['m', 's.py', 'serves'],
        ['s.py', 'scores', 'writes'],
        ['scores', 'n.py', 'reads'],
        ['n.py', 'n', 'trains'],
      ],
    });
    const base = {
      ...head,
      models: head.models.map((each) => (each.id === 'm' ? { ...each, framework: 'torch' } : each)),
    };
    expect(diffMaps(base, head).changes).toMatchObject([
      { reaches: ['model:train.py#m', 'model:train.py#n'] },
    ]);
  });
});

function partsOfOne(): MapParts {
  return {
    sources: ['a'],
    edges: [
      ['a', 'train.py', 'reads'],
      ['train.py', 'm', 'trains'],
    ],
  };
}
