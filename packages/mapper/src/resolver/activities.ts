import { languageOfFile } from '../analyzers/languageOfFile.js';
import type { Facts } from '../facts/facts.js';
import type { ActivityRecord } from '../values/records.js';

/** Every activity of the repository, once per key. */
export class Activities {
  private readonly records = new Map<string, ActivityRecord>();

  constructor(private readonly facts: ReadonlyMap<string, Facts>) {}

  /** The activity of a file as a whole. */
  ofFile(path: string): ActivityRecord {
    const known = this.records.get(path);
    if (known) return known;
    const facts = this.facts.get(path);
    const language = facts?.program?.language ?? languageOfFile(path) ?? 'unknown';
    const kind = facts?.activity ?? (facts?.sql ? 'query' : 'script');
    return this.declare({ key: path, name: path, path, language, kind });
  }

  /** The activity with this key; the first declaration of a key stands. */
  declare(record: ActivityRecord): ActivityRecord {
    const known = this.records.get(record.key);
    if (known) return known;
    this.records.set(record.key, record);
    return record;
  }
}
