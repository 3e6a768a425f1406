import { expect, test } from 'vitest';
import { shortName } from './shortName.js';

test.each([
  ['a short name stays', 'flight-delay', 'flight-delay'],
  ['a path keeps its end', 's3://flights-raw/landing/2001/04/airports.csv', '…/landing/2001/04/airports.csv'],
  [
    'a long last segment needs all the room',
    'postgres://w/a_table_of_thirty_one_characters',
    'a_table_of_thirty_one_characters',
  ],
  ['an endless segment is cut', 'a_table_with_a_name_that_does_not_end', 'a_table_with_a_name_that_does_n…'],
])('%s', (_, name, short) => expect(shortName(name)).toBe(short));
