import { SURVEY_PROBABILITIES } from '@driftline/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import type { EventStore } from '../eventStore.js';
import { DAY, joinAll, label, NEW_YEAR, prediction, testStore } from '../testing/testStore.js';

let servers: TestServers;
let store: EventStore;

const HOUR = 3_600_000;
const range = { start: NEW_YEAR, end: NEW_YEAR + DAY, asOf: NEW_YEAR + 10 * DAY, reference: false };

beforeAll(async () => {
  servers = await startTestServers();
  store = await testStore(servers);
});

afterAll(async () => {
  await store.close();
  await servers.stop();
});

test('a survey counts the classes of predictions and of newest labels, with their scores', async () => {
  const rows = [
    prediction({ predictionId: 'a', score: 0.9, scores: { late: 0.9 } }),
    prediction({ predictionId: 'b', score: 0.7 }),
    prediction({ predictionId: 'c', score: 0.2, prediction: 3 }),
    prediction({ predictionId: 'd', score: undefined, prediction: 'on time' }),
    prediction({ predictionId: 'e', score: 0.1, prediction: undefined }),
    prediction({ predictionId: 'tomorrow', timestamp: NEW_YEAR + DAY }),
  ];
  const labels = [
    label({ predictionId: 'a', label: 'corrected' }),
    label({ predictionId: 'a', label: 1, timestamp: NEW_YEAR + HOUR }),
    label({ predictionId: 'd', label: 'x' }),
  ];
  await store.insertPredictions('survey', rows, 'p');
  await store.insertLabels('survey', labels, 'l');
  await joinAll(store, 'survey');
  const survey = await store.surveyOutcomes('survey', range);
  expect(survey).toMatchObject({
    rows: 5,
    predictions: {
      rows: 4,
      numeric: 1,
      distinct: 3,
      top: [
        { value: 'late', rows: 2, scoredRows: 2, sumScore: expect.closeTo(1.6) },
        { value: '3', rows: 1, scoredRows: 1, sumScore: 0.2 },
        { value: 'on time', rows: 1, scoredRows: 0, sumScore: 0 },
      ],
    },
    labels: {
      rows: 2,
      numeric: 1,
      distinct: 2,
      top: [
        { value: '1', rows: 1, scoredRows: 1, sumScore: 0.9 },
        { value: 'x', rows: 1, scoredRows: 0, sumScore: 0 },
      ],
    },
  });
  expect(survey.scoreQuantiles).toHaveLength(SURVEY_PROBABILITIES.length);
  expect(survey.scoreQuantiles.at(0)).toBeGreaterThanOrEqual(0.1);
  expect(survey.scoreQuantiles.at(-1)).toBeLessThanOrEqual(0.9);
  expect(new Set(survey.confidenceQuantiles)).toEqual(new Set([0.9]));
});

test('label delays count labels by the age at which they came', async () => {
  const rows = ['a', 'b', 'c', 'd'].map((predictionId) => prediction({ predictionId }));
  const labels = [
    label({ predictionId: 'a', timestamp: NEW_YEAR + HOUR }),
    label({ predictionId: 'b', timestamp: NEW_YEAR + 2 * HOUR }),
    label({ predictionId: 'c', timestamp: NEW_YEAR + 11 * DAY }),
  ];
  await store.insertPredictions('delay', rows, 'p');
  await store.insertLabels('delay', labels, 'l');
  await joinAll(store, 'delay');
  const counts = await store.labelDelay('delay', { ...range, ages: [HOUR - 1, HOUR, DAY] });
  expect(counts).toEqual({ rows: 4, labelled: 2, arrived: [0, 1, 2] });
  expect(await store.labelDelay('none', { ...range, ages: [HOUR] })).toEqual({
    rows: 0,
    labelled: 0,
    arrived: [0],
  });
});
