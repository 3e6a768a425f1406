import type { FeatureValue } from '@driftline/contracts';
import { type FeatureColumn, type FeatureType, featureColumn } from '../schema/featureColumn.js';
import type { BatchColumn } from './batchColumn.js';
import { BooleanColumn } from './booleanColumn.js';
import { Float64Column } from './float64Column.js';
import type { NamedColumn } from './nativeBlock.js';
import { TextColumn } from './textColumn.js';

/** Cells above which the buffers of a batch are not kept for the next one. */
const KEPT_CELLS = 8_000_000;

/** The columns of one feature in one batch. */
interface FeatureSlot {
  feature: string;
  number: Float64Column | undefined;
  string: TextColumn | undefined;
  boolean: BooleanColumn | undefined;
}

/** Columns that are free for the next batch. */
class ColumnPool<Column extends BatchColumn> {
  private free: Column[] = [];

  constructor(private readonly create: () => Column) {}

  take(rows: number): Column {
    const column = this.free.pop() ?? this.create();
    column.reset(rows);
    return column;
  }

  give(column: Column | undefined): void {
    if (column !== undefined) this.free.push(column);
  }

  clear(): void {
    this.free = [];
  }
}

/** Writes the features of a batch into one column per feature and type, found as the rows come. */
export class FeatureColumns {
  private readonly slots = new Map<string, FeatureSlot>();
  /** Slots in the order of the last row's features: rows of one model mostly look alike. */
  private order: FeatureSlot[] = [];
  private rows = 0;
  private readonly numbers = new ColumnPool(() => new Float64Column());
  private readonly strings = new ColumnPool(() => new TextColumn({ nullable: true }));
  private readonly booleans = new ColumnPool(() => new BooleanColumn());

  reset(rows: number): void {
    for (const slot of this.slots.values()) {
      this.numbers.give(slot.number);
      this.strings.give(slot.string);
      this.booleans.give(slot.boolean);
    }
    if (this.rows * this.slots.size > KEPT_CELLS) {
      for (const pool of [this.numbers, this.strings, this.booleans]) pool.clear();
    }
    this.slots.clear();
    this.order = [];
    this.rows = rows;
  }

  /** Rows in ascending order; null values leave no trace. */
  set(row: number, features: Readonly<Record<string, FeatureValue>>): void {
    let position = 0;
    for (const feature in features) {
      const value = features[feature];
      let slot = this.order[position];
      if (slot === undefined || slot.feature !== feature) slot = this.slotAt(position, feature);
      position += 1;
      if (typeof value === 'number') {
        slot.number ??= this.numbers.take(this.rows);
        slot.number.set(row, value);
      } else if (typeof value === 'string') {
        slot.string ??= this.strings.take(this.rows);
        slot.string.set(row, value);
      } else if (typeof value === 'boolean') {
        slot.boolean ??= this.booleans.take(this.rows);
        slot.boolean.set(row, value);
      }
    }
  }

  /** The columns that hold a value, each beside what it is in the table. */
  columns(): (NamedColumn & { definition: FeatureColumn })[] {
    return [...this.slots.values()].flatMap((slot) => [
      ...named(slot.feature, 'number', slot.number),
      ...named(slot.feature, 'string', slot.string),
      ...named(slot.feature, 'boolean', slot.boolean),
    ]);
  }

  private slotAt(position: number, feature: string): FeatureSlot {
    let slot = this.slots.get(feature);
    if (slot === undefined) {
      slot = { feature, number: undefined, string: undefined, boolean: undefined };
      this.slots.set(feature, slot);
    }
    this.order[position] = slot;
    return slot;
  }
}

function named(feature: string, type: FeatureType, column: BatchColumn | undefined) {
  if (column === undefined) return [];
  const definition = featureColumn(feature, type);
  return [{ name: definition.column, column, definition }];
}
