import type { CatalogueEntry } from '../interpreter/machine.js';

/** Logical names that stand for datasets, by kind of catalogue: Kedro entries, feature views, registered data assets. */
export class Catalogue {
  private readonly entries = new Map<string, CatalogueEntry>();

  set(kind: string, name: string, entry: CatalogueEntry): void {
    this.entries.set(`${kind}|${name}`, entry);
  }

  get(kind: string, name: string): CatalogueEntry | undefined {
    return this.entries.get(`${kind}|${name}`);
  }
}
