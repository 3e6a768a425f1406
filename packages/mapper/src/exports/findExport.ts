import { CodedError } from '@driftline/contracts';
import type { MapExport } from './mapExport.js';
import { mapExports } from './mapExports.js';

/** @throws CodedError `export_format_unknown` */
export function findExport(name: string): MapExport {
  const found = mapExports.find((each) => each.name === name);
  if (found) return found;
  throw new CodedError({
    code: 'export_format_unknown',
    status: 422,
    message: `There is no format ${JSON.stringify(name)}.`,
    where: 'format',
    action: `Name one of ${mapExports.map((each) => each.name).join(', ')}.`,
  });
}
