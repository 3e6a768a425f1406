import type { ConfigValue } from '../../../facts/configValue.js';
import type { LinkContext } from '../linker.js';
import { at, fieldsOf, textAt } from './configValues.js';
import { type DeclaredBlock, declaredBlocks } from './declaredBlock.js';
import { DeclaredModule } from './declaredModule.js';

const MAXIMUM_MODULES = 200;
const MAXIMUM_DEPTH = 4;
const OWN = new Set(['source', 'version', 'providers', 'for_each', 'count', 'depends_on']);

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Blocks that form a unit: a folder of Terraform, or a file of Bicep with the parameters beside it. */
function unitOf(block: DeclaredBlock): string {
  if (!block.bicep) return block.folder;
  return block.path.replace(/param$/, '');
}

class Loader {
  private readonly units = new Map<string, DeclaredBlock[]>();
  private readonly children = new Map<string, DeclaredModule>();
  readonly modules: DeclaredModule[] = [];

  constructor(private readonly context: LinkContext) {
    for (const block of declaredBlocks(context)) {
      const unit = unitOf(block);
      this.units.set(unit, [...(this.units.get(unit) ?? []), block]);
    }
  }

  load(): DeclaredModule[] {
    const called = new Set(
      [...this.units.values()]
        .flat()
        .flatMap((block) => (block.kind === 'module' ? (this.targetOf(block) ?? []) : [])),
    );
    for (const unit of this.units.keys()) if (!called.has(unit)) this.make(unit, unit, new Map(), 0);
    for (const [depth, module] of this.levels()) {
      for (const block of module.blocks) if (block.kind === 'module') this.childOf(module, block, depth);
    }
    for (const unit of called)
      if (!this.modules.some((each) => each.name.endsWith(unit))) this.make(unit, unit, new Map(), 0);
    return this.modules;
  }

  /** Every module with its depth, those too that come while others are looked at. */
  private *levels(): Generator<[depth: number, module: DeclaredModule]> {
    for (let index = 0; index < this.modules.length; index += 1) {
      const module = this.modules[index];
      if (module) yield [module.name.split(':').length - 1, module];
    }
  }

  /** The unit that a module block names. */
  private targetOf(block: DeclaredBlock): string | undefined {
    const source = block.bicep ? block.labels[0] : textAt(plain(block), 'source');
    if (source === undefined || !/^\.{1,2}\//.test(source)) {
      return block.bicep && source !== undefined && this.units.has(normalised(`${block.folder}/${source}`))
        ? normalised(`${block.folder}/${source}`)
        : undefined;
    }
    const unit = normalised(`${block.folder}/${source}`);
    return this.units.has(unit) ? unit : undefined;
  }

  private make(
    unit: string,
    name: string,
    inputs: ReadonlyMap<string, ConfigValue>,
    depth: number,
  ): DeclaredModule {
    const blocks = this.units.get(unit) ?? [];
    const folder = blocks[0]?.folder ?? unit;
    const module = new DeclaredModule(name, folder, blocks, inputs, this.context, {
      child: (parent, block) => this.childOf(parent, block, depth),
      ofState: (config) => this.ofState(config),
    });
    this.modules.push(module);
    return module;
  }

  /** The module whose backend has the same place for its state. */
  private ofState(config: ConfigValue | undefined): DeclaredModule | undefined {
    const place = placeOfState(config ?? null);
    if (place === undefined) return undefined;
    return this.modules.find((module) =>
      module.blocks.some((block) => {
        const backend =
          block.kind === 'terraform' ? at(module.evaluator.evaluate(block.body), 'backend') : undefined;
        return (
          backend !== undefined &&
          placeOfState(Array.isArray(backend) ? (backend[0] ?? null) : backend) === place
        );
      }),
    );
  }

  private childOf(parent: DeclaredModule, block: DeclaredBlock, depth: number): DeclaredModule | undefined {
    const unit = this.targetOf(block);
    const key = `${parent.name}/${block.labels.at(-1) ?? ''}`;
    const known = this.children.get(key);
    if (known || unit === undefined || depth >= MAXIMUM_DEPTH || this.modules.length >= MAXIMUM_MODULES)
      return known;
    const body = parent.evaluator.evaluate(block.body);
    const given = block.bicep ? fieldsOf(at(body, 'params')) : fieldsOf(body);
    const inputs = new Map(Object.entries(given).filter(([name]) => block.bicep || !OWN.has(name)));
    const module = this.make(unit, `${key}:${unit}`, inputs, depth + 1);
    this.children.set(key, module);
    return module;
  }
}

/** Bucket and path of a state, however the backend calls them. */
function placeOfState(config: ConfigValue): string | undefined {
  const key = textAt(config, 'prefix') ?? textAt(config, 'key') ?? textAt(config, 'path');
  const store = textAt(config, 'bucket') ?? textAt(config, 'container_name') ?? '';
  return key === undefined ? undefined : `${store}|${key}`;
}

/** Attributes that are constants, for what must be known before anything is evaluated. */
function plain(block: DeclaredBlock): ConfigValue {
  const entries = fieldsOf(block.body).entries;
  return Object.fromEntries(
    (Array.isArray(entries) ? entries : []).flatMap((entry): [string, ConfigValue][] =>
      Array.isArray(entry) && typeof entry[1] === 'string' ? [[String(entry[0]), entry[1]]] : [],
    ),
  );
}

/** Every module of the repository as it is used: roots, and what they call with their values. */
export function declaredModules(context: LinkContext): DeclaredModule[] {
  return new Loader(context).load();
}
