import type { ClassDefinition } from '../facts/program.js';
import type { ModelRecord } from '../values/records.js';
import { type Cell, type ClassReference, referring, type Value } from '../values/value.js';
import { VersionedFields } from '../values/versionedFields.js';

/** Every object that interpretation made, once for each place and way in which code makes it. */
export class Objects {
  private readonly cells = new Map<string, Cell>();
  private readonly first = new Map<ClassDefinition, Cell>();
  private made = 0;

  cell(key: string, type: string, definition?: ClassReference): Cell {
    const known = this.cells.get(key);
    if (known) return known;
    const models = new Set<ModelRecord>();
    const fields = new VersionedFields<Value>();
    const plain = { id: this.made, type, fields, models };
    this.made += 1;
    const cell: Cell = definition ? { ...plain, definition } : plain;
    this.cells.set(key, cell);
    if (definition && !this.first.has(definition.definition)) this.first.set(definition.definition, cell);
    return cell;
  }

  /** An object that code made of the class, the first of all. */
  firstOf(definition: ClassDefinition): Value | undefined {
    const cell = this.first.get(definition);
    return cell ? referring({ kind: 'instance', cell }) : undefined;
  }

  /** Drops the objects of activities, by their keys. */
  forget(activities: ReadonlySet<string>): void {
    const gone = new Set<Cell>();
    for (const [key, cell] of this.cells) {
      if (!activities.has(key.split('|')[0] ?? '')) continue;
      this.cells.delete(key);
      gone.add(cell);
    }
    for (const [definition, cell] of this.first) if (gone.has(cell)) this.first.delete(definition);
  }
}
