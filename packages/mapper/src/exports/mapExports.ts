import { dotExport } from './dot/dotExport.js';
import { graphmlExport } from './graphml/graphmlExport.js';
import { htmlExport } from './html/htmlExport.js';
import { jsonExport } from './json/jsonExport.js';
import type { MapExport } from './mapExport.js';
import { openLineageExport } from './openlineage/openLineageExport.js';

/** Every format in which a map can be written. */
export const mapExports: readonly MapExport[] = [
  jsonExport,
  openLineageExport,
  graphmlExport,
  dotExport,
  htmlExport,
];
