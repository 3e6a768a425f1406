import { blockArtefact } from '../../../facts/blockArtefact.js';
import type { ConfigValue } from '../../../facts/configValue.js';
import type { Term } from '../../../facts/termOf.js';
import type { LinkContext } from '../linker.js';

/** A block of a file that declares resources. */
export interface DeclaredBlock {
  path: string;
  folder: string;
  kind: string;
  labels: string[];
  line: number;
  endLine: number;
  lines: Readonly<Record<string, number>>;
  body: Term;
  /** Bicep knows its names without a kind in front. */
  bicep: boolean;
}

function fields(value: ConfigValue): { [key: string]: ConfigValue } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** Every declared block of the repository. */
export function declaredBlocks({ facts }: LinkContext): DeclaredBlock[] {
  return [...facts].flatMap(([path, { artefacts }]) =>
    (artefacts ?? [])
      .filter((artefact) => artefact.type === blockArtefact)
      .map((artefact): DeclaredBlock => {
        const { kind, labels, lines, body, bicep } = fields(artefact.body);
        return {
          path,
          folder: folderOf(path),
          kind: String(kind),
          labels: Array.isArray(labels) ? labels.map(String) : [],
          line: artefact.line,
          endLine: artefact.endLine,
          lines: Object.fromEntries(
            Object.entries(fields(lines ?? null)).map(([name, line]) => [name, Number(line)]),
          ),
          body: body ?? null,
          bicep: bicep === true,
        };
      }),
  );
}
