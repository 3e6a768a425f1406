/** Fields of an object that count how often they changed, so that results computed from them can be told stale. */
export class VersionedFields<Field> extends Map<string, Field> {
  version = 0;

  override set(name: string, value: Field): this {
    if (this.get(name) !== value) this.version += 1;
    return super.set(name, value);
  }
}
