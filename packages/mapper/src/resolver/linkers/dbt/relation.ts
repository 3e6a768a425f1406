import type { JinjaObject, JinjaValue } from './jinja/jinjaValue.js';
import { Unknown } from './jinja/jinjaValue.js';

/** Where a relation lives: parts that nothing names are empty. */
export interface RelationName {
  database: string;
  schema: string;
  identifier: string;
}

/** A table as templates handle it; in text it stands under a name by which it is found again. */
export class Relation implements JinjaObject {
  readonly kind = 'object';

  constructor(
    private readonly placeholder: string,
    private readonly name: () => RelationName,
  ) {}

  text(): string {
    return this.placeholder;
  }

  member(name: string): JinjaValue {
    const { database, schema, identifier } = this.name();
    switch (name) {
      case 'database':
      case 'project':
        return database === '' ? new Unknown('database') : database;
      case 'schema':
      case 'dataset':
        return schema === '' ? new Unknown('schema') : schema;
      case 'identifier':
      case 'name':
      case 'table':
        return identifier;
      case 'include':
      case 'quote':
      case 'render':
      case 'incorporate':
      case 'without_identifier':
        return () => this;
      default:
        return new Unknown(name);
    }
  }
}
