import { expect, test } from 'vitest';
import { shortName } from './shortName.js';

test.each([
  ['a short name stays', 'flight-delay', 'flight-delay'],
  ['a path keeps its end', 's3://flights-raw/landing/2001/airports.csv', '…/2001/airports.csv'],
  ['an endless segment is cut', 'warehouse_features_of_everything', 'warehouse_features_of_e…'],
])('%s', (_, name, short) => expect(shortName(name)).toBe(short));
