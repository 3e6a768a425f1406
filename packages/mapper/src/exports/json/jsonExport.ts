import type { MapExport } from '../mapExport.js';

/** The map as the API answers it, indented. */
export const jsonExport: MapExport = {
  name: 'json',
  mediaType: 'application/json',
  extension: 'json',
  write: (map) => `${JSON.stringify(map, null, 2)}\n`,
};
