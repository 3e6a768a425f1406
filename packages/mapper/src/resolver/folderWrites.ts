import type { DatasetRecord } from '../values/records.js';

const FILES = /^(file|s3|gs|abfss?|dbfs|hdfs|wasbs?|adl)\b/;

function keyOf({ namespace }: DatasetRecord, path: string): string {
  return `${namespace}|${path.replace(/^\.\//, '')}`;
}

/** A path without the pattern at its end, and whether it can be a folder. */
function folderPath(name: string): string {
  return name.replace(/\/+$/, '').replace(/(\/\*+(\.\w+)?)+$/, '');
}

function* foldersAround(name: string): Generator<string> {
  for (let cut = name.lastIndexOf('/'); cut > 0; cut = name.lastIndexOf('/', cut - 1))
    yield name.slice(0, cut);
}

/** Files and the folders that hold them: an archive is unpacked into a folder, a folder is read whose files were written. */
export class FolderWrites {
  private readonly byPath = new Map<string, number>();
  private readonly inFolder = new Map<string, number[]>();

  constructor(
    private readonly records: readonly DatasetRecord[],
    written: Iterable<number>,
  ) {
    for (const index of written) {
      const record = records[index];
      if (!record || !FILES.test(record.namespace)) continue;
      const path = folderPath(record.name);
      this.byPath.set(keyOf(record, path), index);
      for (const folder of foldersAround(path)) {
        const key = keyOf(record, folder);
        this.inFolder.set(key, [...(this.inFolder.get(key) ?? []), index]);
      }
    }
  }

  /** Written datasets that hold this one, or that it holds: the nearest folder around it, else everything inside. */
  related(dataset: number): readonly number[] {
    const record = this.records[dataset];
    if (!record || !FILES.test(record.namespace)) return [];
    const path = folderPath(record.name);
    for (const folder of foldersAround(path)) {
      const found = this.byPath.get(keyOf(record, folder));
      if (found !== undefined && found !== dataset && !/\.\w{1,7}$/.test(folder)) return [found];
    }
    return (this.inFolder.get(keyOf(record, path)) ?? []).filter((index) => index !== dataset);
  }
}
