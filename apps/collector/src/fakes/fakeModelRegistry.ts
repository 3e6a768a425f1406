import type { Column } from '@driftline/contracts';
import type { ModelRegistryPort, RegisteredModel } from '../ports/modelRegistryPort.js';

/** Models in memory. `fail` is thrown by every call while it is set. */
export class FakeModelRegistry implements ModelRegistryPort {
  readonly models = new Map<string, RegisteredModel>();
  readonly counts: { id: string; rows?: number; labels?: number; newestEventAt?: number }[] = [];
  fail: Error | undefined;

  async getByName(name: string): Promise<RegisteredModel | undefined> {
    this.check();
    return this.models.get(name);
  }

  async findOrCreate(name: string): Promise<RegisteredModel> {
    this.check();
    const model = this.models.get(name) ?? { id: `id-${name}`, name, versions: [], columns: [] };
    this.models.set(name, model);
    return model;
  }

  async size(): Promise<number> {
    this.check();
    return this.models.size;
  }

  async merge(
    id: string,
    shape: { columns?: readonly Column[]; versions?: readonly string[] },
  ): Promise<void> {
    this.check();
    for (const [name, model] of this.models) {
      if (model.id !== id) continue;
      const columns = new Map(
        [...model.columns, ...(shape.columns ?? [])].map((column) => [column.name, column]),
      );
      const versions = [...new Set([...model.versions, ...(shape.versions ?? [])])];
      this.models.set(name, { ...model, columns: [...columns.values()], versions });
    }
  }

  async count(
    id: string,
    traffic: { rows?: number; labels?: number; newestEventAt?: number },
  ): Promise<void> {
    this.check();
    this.counts.push({ id, ...traffic });
  }

  private check(): void {
    if (this.fail !== undefined) throw this.fail;
  }
}
