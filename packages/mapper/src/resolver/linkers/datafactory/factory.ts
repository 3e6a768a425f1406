import type { ConfigValue } from '../../../facts/configValue.js';
import type { LinkContext } from '../linker.js';
import { evaluateTemplate } from './expressions/evaluateExpression.js';
import { hole, type Known, known } from './expressions/known.js';
import { isObject, type JsonObject, listAt, objectAt, partOf, textAt } from './json.js';

/** One resource of a factory, its template's parameters filled in. */
export interface Resource {
  type: string;
  name: string;
  path: string;
  line: number;
  endLine: number;
  properties: JsonObject;
  body: JsonObject;
}

/** The name of a resource in an ARM template ends what the expression spells: `factory/name`. */
function plainName(name: string): string {
  return name.split('/').at(-1) ?? name;
}

function sharedFolders(left: string, right: string): number {
  const [a, b] = [left.split('/'), right.split('/')];
  let shared = 0;
  while (shared < Math.min(a.length, b.length) - 1 && a[shared] === b[shared]) shared += 1;
  return shared;
}

/** The value of a template's parameter or variable: as a deployment gives it, else its default, else a hole. */
function templateScope(template: JsonObject, values: JsonObject) {
  const lookUp = (root: string, name: string): readonly Known[] | undefined => {
    const given = root === 'parameters' ? partOf(values, name, 'value') : undefined;
    const fallback = root === 'parameters' ? partOf(template, 'parameters', name, 'defaultValue') : undefined;
    const variable = root === 'variables' ? partOf(template, 'variables', name) : undefined;
    const value =
      given ?? fallback ?? (variable === undefined ? undefined : evaluateTemplate(variable, { lookUp }));
    return [value === undefined ? hole(name, `template parameter ${name} has no value`) : known(value)];
  };
  return { lookUp };
}

/** Every resource of the factories and workspaces that the repository holds. */
export class Factory {
  private readonly resources = new Map<string, Resource[]>();
  /** Items of Fabric by their logical id. */
  readonly items = new Map<string, { name: string; kind: string; path: string }>();

  constructor(context: LinkContext) {
    const values = this.templateValues(context);
    for (const [path, { artefacts }] of context.facts) {
      for (const { type, name, line, endLine, body } of artefacts ?? []) {
        if (type === 'fabric-item') this.addItem(path, name, body);
        if (!/^(adf|synapse)-/.test(type) || !isObject(body)) continue;
        const filled = this.filled(name, body, values);
        this.add({ type, path, line, endLine, ...filled });
      }
    }
  }

  private addItem(path: string, name: string, body: ConfigValue): void {
    const id = textAt(body, 'id');
    if (id !== undefined) this.items.set(id, { name, kind: textAt(body, 'kind') ?? '', path });
  }

  private templateValues({ facts }: LinkContext): JsonObject {
    const files = [...facts.values()].flatMap(({ artefacts }) => artefacts ?? []);
    const values = files
      .filter(({ type }) => type === 'arm-parameters')
      .map(({ body }) => (isObject(body) ? body : {}));
    return Object.assign({}, ...values.reverse());
  }

  private filled(
    name: string,
    body: JsonObject,
    values: JsonObject,
  ): { name: string; properties: JsonObject; body: JsonObject } {
    const { template } = body;
    if (!isObject(template)) return { name, body, properties: objectAt(body, 'properties') };
    const evaluated = evaluateTemplate(body, templateScope(template, values));
    const written = evaluateTemplate(name, templateScope(template, values));
    const filled = isObject(evaluated) ? evaluated : body;
    return { name: plainName(String(written)), body: filled, properties: objectAt(filled, 'properties') };
  }

  private add(resource: Resource): void {
    const key = `${resource.type}|${resource.name.toLowerCase()}`;
    this.resources.set(key, [...(this.resources.get(key) ?? []), resource]);
  }

  all(type: string): Resource[] {
    return [...this.resources.values()].flat().filter((resource) => resource.type === type);
  }

  /** The resource of that name; the one that stands nearest to the file which names it, when several factories have one. */
  find(type: string, name: string, from: string): Resource | undefined {
    const candidates = this.resources.get(`${type}|${name.toLowerCase()}`) ?? [];
    return candidates.reduce<Resource | undefined>((best, each) => {
      const better = best === undefined || sharedFolders(each.path, from) > sharedFolders(best.path, from);
      return better ? each : best;
    }, undefined);
  }

  globalParameter(name: string): readonly Known[] | undefined {
    const value = this.all('adf-factory').map(({ properties }) =>
      partOf(properties, 'globalParameters', name, 'value'),
    );
    const found = value.find((each) => each !== undefined);
    return found === undefined ? undefined : [known(found, 'inferred')];
  }

  activitiesOf(pipeline: Resource): JsonObject[] {
    return listAt(pipeline.body, 'activities').filter(isObject);
  }
}
