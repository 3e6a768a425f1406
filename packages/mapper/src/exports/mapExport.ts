import type { DependencyMap } from '@driftline/contracts';

export interface ExportContext {
  /** When the map was made, RFC 3339. */
  at: string;
}

/** One format in which a dependency map leaves Driftline. Pure: the same map and context give the same text. */
export interface MapExport {
  /** As `--format` and `?format=` name it; also the folder. */
  readonly name: string;
  readonly mediaType: string;
  /** Ending of a file of it, without the dot. */
  readonly extension: string;
  /** The whole text, ending in a line feed. Names of the map are hostile: whatever they hold must come out as a name. */
  write(map: DependencyMap, context: ExportContext): string;
}
