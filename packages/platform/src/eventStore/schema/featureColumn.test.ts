import fc from 'fast-check';
import { expect, test } from 'vitest';
import { featureColumn, parseFeatureColumn } from './featureColumn.js';

test.each([
  ['distance', 'number', 'n_distance'],
  ['dep_delay', 'number', 'n_dep__delay'],
  ['depDelay', 'string', 's_dep_delay'],
  ['a.b c', 'boolean', 'b_a_2eb_20c'],
  ['größe', 'number', 'n_gr_900f6_900dfe'],
  ['`"\'\\', 'string', 's__60_22_27_5c'],
] as const)('the feature %s of type %s is the column %s', (feature, type, column) => {
  expect(featureColumn(feature, type)).toEqual({ feature, type, column });
});

test('every name comes back from its column, whose characters are safe on every file system', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('_', 'a', 'A', '9', '0', 'é', '\ud800') }),
  );
  fc.assert(
    fc.property(name, fc.constantFrom('number', 'string', 'boolean'), (feature, type) => {
      const { column } = featureColumn(feature, type);
      expect(column).toMatch(/^[nsb]_[a-z0-9_]*$/);
      expect(parseFeatureColumn(column)).toEqual({ feature, type, column });
    }),
    { seed: 1 },
  );
});

test.each(['day', 'id_hash', 'score', 'tags'])('the column %s is no feature', (column) => {
  expect(parseFeatureColumn(column)).toBeNull();
});
