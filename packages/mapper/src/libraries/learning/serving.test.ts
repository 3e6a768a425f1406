import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { mapRepository } from '../../mapRepository.js';

const FIXTURES = fileURLToPath(new URL('../../analyzers/python/fixtures', import.meta.url));

/** `model -> path:line` for every edge that serves, sorted. */
async function served(fixture: string): Promise<string[]> {
  const { edges, models, activities } = await mapRepository(`${FIXTURES}/${fixture}`, { workers: 0 });
  return edges
    .filter((edge) => edge.relation === 'serves')
    .flatMap(({ from, to, evidence }) => {
      const model = models.find((each) => each.id === from)?.name;
      const path = activities.find((each) => each.id === to)?.path;
      return evidence.map((each) => `${model} -> ${path}:${each.line}`);
    })
    .sort();
}

const CASES: ReadonlyArray<[what: string, fixture: string, expected: string[]]> = [
  [
    'a pickled model that is uploaded, and then loaded by a web service, a class of KServe and a page of Streamlit',
    'serving',
    ['risk -> app.py:20', 'risk -> kserve_model.py:16', 'risk -> kserve_model.py:24'],
  ],
  [
    'a registered model of MLflow and a saved one of BentoML',
    'registries',
    ['house-prices -> batch.py:6', 'iris_clf -> service.py:3'],
  ],
  ['weights that a network loads', 'deep_learning', ['faults -> serve.py:8']],
  ['a Spark pipeline that another job transforms with', 'spark_models', ['late_flights -> score.py:5']],
  ['a script that only evaluates what it trained serves nobody', 'boosting', []],
];

test.each(CASES)('%s', async (_what, fixture, expected) => {
  expect(await served(fixture)).toEqual(expected);
});
