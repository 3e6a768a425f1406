import { readFileSync } from 'node:fs';
import { mapDiffSchema } from '@driftline/contracts';
import { expect, test } from 'vitest';
import { diffMaps } from '../compare/diffMaps.js';
import { mapOf } from '../compare/testing/mapOf.js';
import { summarizeDiff } from './summarizeDiff.js';

const golden = new URL('../../../contracts/src/maps/golden/map-diff.json', import.meta.url);

test('says what a difference means for each model before what it consists of', () => {
  const text = summarizeDiff(mapDiffSchema.parse(JSON.parse(readFileSync(golden, 'utf8'))));
  expect(text.split('\n')).toEqual([
    'base /repositories/churn at 4b825dc642cb',
    'head /repositories/churn at 9b3fdd2f8e1a',
    '',
    'Reaches 1 of the models:',
    '  churn  src/train.py',
    "      This model's inputs changed: postgres://db/app.public.users appeared; s3://bucket/raw/trips changed (columns).",
    '',
    'Sources:',
    '  + postgres://db/app.public.users',
    '      + src/train.py:14  pd.read_sql(USERS, db)',
    '  ~ s3://bucket/raw/trips',
    '      columns: + fare',
    '      - src/train.py:12  pd.read_csv(RAW)',
    '      + src/train.py:13  pd.read_csv(RAW)',
    '',
    'Reads, writes, trainings:',
    '  + src/train.py reads postgres://db/app.public.users',
    '      + src/train.py:14  pd.read_sql(USERS, db)',
    '',
  ]);
});

test('says so when nothing changed', () => {
  const map = mapOf({ sources: ['a'] });
  expect(summarizeDiff(diffMaps(map, map))).toContain('Nothing that the map shows changed.');
});

test('shows so many lines and counts the rest', () => {
  const sources = Array.from({ length: 50 }, (_each, index) => `s${index}`);
  const text = summarizeDiff(diffMaps(mapOf({ sources: [], models: [] }), mapOf({ sources, models: [] })));
  expect(text).toContain('Reaches no model.');
  expect(text).toContain('and 10 more');
});
