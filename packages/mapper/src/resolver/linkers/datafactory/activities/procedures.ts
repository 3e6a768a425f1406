import type { TableSpace } from '../../../../interpreter/machine.js';
import type { LinkContext } from '../../linker.js';
import { spelled } from '../expressions/known.js';
import type { Connection } from '../stores/connection.js';
import { isOpen } from '../stores/place.js';
import type { ActivityContext } from './activityContext.js';

function plain(name: string): string {
  return (
    name
      .replace(/[[\]"`]/g, '')
      .split('.')
      .at(-1) ?? name
  ).toLowerCase();
}

/** The SQL file that creates a procedure, by its text or else by its name. */
function fileOfProcedure({ facts }: LinkContext, procedure: string): string | undefined {
  const name = plain(procedure).replace(/[^\w$]/g, '');
  const creates = new RegExp(
    `\\bproc(?:edure)?\\s+(?:[\\w[\\]"]+\\s*\\.\\s*)*[["]?${name.replace('$', '\\$')}\\b`,
    'i',
  );
  const scripts = [...facts].filter(([, { sql }]) => sql !== undefined);
  const byText = scripts.find(([, { config }]) => typeof config === 'string' && creates.test(config));
  return (
    byText?.[0] ??
    scripts.find(
      ([path]) =>
        plain(
          path
            .split('/')
            .at(-1)
            ?.replace(/\.\w+$/, '') ?? '',
        ) === name,
    )?.[0]
  );
}

/** The procedure's file runs on the server of the connection. */
export function startProcedure(
  context: ActivityContext,
  connections: readonly Connection[],
  member: string,
): void {
  for (const { text, known } of context.texts('storedProcedureName')) {
    const path = isOpen(text) ? undefined : fileOfProcedure(context.link, text);
    const space: TableSpace | undefined = connections[0]?.space;
    if (path === undefined) {
      context.unresolved(
        member,
        known.why ?? `stored procedure ${spelled(known.value)} is not in the repository`,
      );
      continue;
    }
    const start = {
      from: context.record,
      place: context.place(member),
      script: path,
      words: [],
      environment: new Map(),
    };
    context.link.recorder.start(space ? { ...start, space } : start);
  }
}
