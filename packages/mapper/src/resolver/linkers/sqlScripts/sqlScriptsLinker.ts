import type { LinkContext, Linker } from '../linker.js';

function lastPart(name: string): string {
  return (name.split('.').at(-1) ?? name).toLowerCase();
}

/** What scripts of SQL declare for each other: stages and data sources, which are places, and routines, which are scripts. */
export const sqlScriptsLinker: Linker = {
  name: 'sql-scripts',
  prepare({ facts, recorder }: LinkContext): void {
    for (const [path, { sql }] of facts) {
      for (const { name, location } of sql?.stages ?? [])
        recorder.catalogue.set('sql-stage', lastPart(name), { location });
      for (const { name } of sql?.routines ?? [])
        recorder.catalogue.set('sql-routine', lastPart(name), { location: path });
    }
  },
};
