import { CodedError } from '@driftline/contracts';
import { ifTablesExist } from '../client/ifTablesExist.js';
import { sql } from '../client/sql.js';
import type { StoreClient } from '../client/storeClient.js';

import type { EventStoreLimits } from '../eventStoreOptions.js';
import { type FeatureColumn, type FeatureType, parseFeatureColumn } from './featureColumn.js';
import { storeMigrations } from './migrations.js';
import { modelTables } from './modelTables.js';

const columnTypes: Record<FeatureType, string> = {
  number: 'Nullable(Float64)',
  string: 'LowCardinality(Nullable(String))',
  boolean: 'Nullable(Bool)',
};

/** Tables and feature columns of every model: creates what is missing, remembers what exists. */
export class ModelSchema {
  private readonly created = new Map<string, Promise<void>>();
  private readonly known = new Map<string, Map<string, FeatureColumn>>();

  constructor(
    private readonly client: StoreClient,
    private readonly limits: EventStoreLimits,
  ) {}

  /** Creates the model's tables unless they exist. */
  ensureTables(modelId: string): Promise<void> {
    const before = this.created.get(modelId);
    if (before !== undefined) return before;
    const creation = this.createTables(modelId);
    this.created.set(modelId, creation);
    creation.catch(() => this.created.delete(modelId));
    return creation;
  }

  /** The model's feature columns now, or null when the model has no tables: another process may add to them. */
  async readColumns(modelId: string): Promise<FeatureColumn[] | null> {
    const describe = `DESCRIBE TABLE ${modelTables(modelId).predictions}`;
    const rows = await ifTablesExist<{ name: string }[] | null>(this.client.rows(describe), null);
    if (rows === null) return null;
    const columns = rows.flatMap(({ name }) => parseFeatureColumn(name) ?? []);
    this.known.set(modelId, new Map(columns.map((column) => [column.column, column])));
    return columns;
  }

  /** The feature columns that this process knows of: all, unless another process has added some. */
  async knownColumns(modelId: string): Promise<FeatureColumn[] | null> {
    const known = this.known.get(modelId);
    return known === undefined ? this.readColumns(modelId) : [...known.values()];
  }

  /** Those of `columns` that the model does not have yet. */
  async missingColumns(modelId: string, columns: readonly FeatureColumn[]): Promise<FeatureColumn[]> {
    const unknown = columns.filter(({ column }) => this.known.get(modelId)?.has(column) !== true);
    if (unknown.length === 0) return unknown;
    const existing = new Set((await this.readColumns(modelId))?.map(({ column }) => column));
    return unknown.filter(({ column }) => !existing.has(column));
  }

  /** How many more feature columns the model may get. */
  async room(modelId: string): Promise<number> {
    const columns = (await this.readColumns(modelId)) ?? [];
    return Math.max(0, this.limits.maxFeatureColumns - columns.length);
  }

  /**
   * Adds those of `columns` that are missing, all in one ALTER.
   * @throws CodedError feature_limit_exceeded, naming the first feature beyond the limit; nothing is added
   */
  async ensureColumns(modelId: string, columns: readonly FeatureColumn[]): Promise<void> {
    const missing = await this.missingColumns(modelId, columns);
    if (missing.length === 0) return;
    const known = this.known.get(modelId) ?? new Map<string, FeatureColumn>();
    const excess = missing[this.limits.maxFeatureColumns - known.size];
    if (excess !== undefined) throw featureLimitExceeded(excess, this.limits.maxFeatureColumns);
    const additions = missing.map(
      ({ column, type }) => `ADD COLUMN IF NOT EXISTS ${sql.name(column)} ${columnTypes[type]}`,
    );
    await this.client.command(`ALTER TABLE ${modelTables(modelId).predictions} ${additions.join(', ')}`);
    for (const column of missing) known.set(column.column, column);
    this.known.set(modelId, known);
  }

  private async createTables(modelId: string): Promise<void> {
    for (const migration of storeMigrations) {
      for (const statement of migration.perModel(modelId, this.limits.retentionDays)) {
        await this.client.command(statement);
      }
    }
  }
}

/** The error that names a feature for which the model has no room. */
export function featureLimitExceeded(column: FeatureColumn, limit: number): CodedError {
  return new CodedError({
    code: 'feature_limit_exceeded',
    status: 422,
    message: `the feature ${JSON.stringify(column.feature)} (${column.type}) would be one more than the ${limit} feature columns that a model may have`,
    where: `/features/${column.feature.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    action:
      'send fewer distinct features (put free-form keys into tags), or raise the limit of feature columns',
  });
}
