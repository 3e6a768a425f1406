import type { ConfigValue } from '../../../facts/configValue.js';
import type { LinkContext } from '../linker.js';
import { at, fieldsOf, textAt } from './configValues.js';
import type { DeclaredBlock } from './declaredBlock.js';
import { descend, Evaluator, type LocalNames } from './evaluator.js';

/** Attributes that name a resource, the likeliest first. */
const NAMING = [
  'bucket',
  'table_id',
  'dataset_id',
  'topic',
  'function_name',
  'family',
  'name',
  'key',
  'cluster_identifier',
  'identifier',
  'account_id',
  'database',
  'topic_name',
  'stream_name',
  'queue_name',
  'table_name',
  'project_id',
  'id',
];
/** Attributes that answer with the resource's own name, however they are spelled. */
const OWN_NAME =
  /^(id|name|bucket|arn|self_link|fqdn|topic|stream|qualified_name|key|table_id|dataset_id|bucket_domain_name|friendlyName)$/;
const MAXIMUM_DEPTH = 16;

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** What a module can learn of the other ones. */
export interface OtherModules {
  /** The module that a block calls, with the values that it gives. */
  child(module: DeclaredModule, block: DeclaredBlock): DeclaredModule | undefined;
  /** The module that keeps its state where a `terraform_remote_state` looks. */
  ofState(config: ConfigValue | undefined): DeclaredModule | undefined;
}

/** The blocks of one folder (or one Bicep file) with the values that its caller gives. */
export class DeclaredModule {
  private depth = 0;
  private readonly byName = new Map<string, DeclaredBlock>();
  readonly evaluator: Evaluator;

  constructor(
    readonly name: string,
    readonly folder: string,
    readonly blocks: readonly DeclaredBlock[],
    private readonly inputs: ReadonlyMap<string, ConfigValue>,
    private readonly context: LinkContext,
    private readonly others: OtherModules,
  ) {
    this.evaluator = new Evaluator(this);
    for (const block of blocks) this.byName.set([block.kind, ...block.labels].join('.'), block);
  }

  /** Text of a file of the repository, by its path from the module's folder or from the root. */
  textOf(path: string): string | undefined {
    for (const candidate of [normalised(path), normalised(`${this.folder}/${path}`)]) {
      const found = this.context.configs.get(candidate);
      if (typeof found === 'string') return found;
    }
    return undefined;
  }

  /** The value of a dotted name; undefined when nothing in the repository gives it. */
  resolve(path: readonly string[]): ConfigValue | undefined {
    if (this.depth > MAXIMUM_DEPTH) return undefined;
    this.depth += 1;
    const value = this.blocks[0]?.bicep ? this.resolveSymbol(path) : this.resolveName(path);
    this.depth -= 1;
    return value;
  }

  private resolveName([head = '', ...rest]: readonly string[]): ConfigValue | undefined {
    switch (head) {
      case 'var':
        return this.variable(rest);
      case 'local':
        return this.local(rest);
      case 'path':
        return this.folder === '' ? '.' : this.folder;
      case 'module':
        return this.output(rest);
      case 'data':
        return this.resource('data', rest);
      case 'each':
      case 'count':
      case 'terraform':
      case 'self':
        return undefined;
      default:
        return this.resource('resource', [head, ...rest]);
    }
  }

  private variable([name = '', ...rest]: readonly string[]): ConfigValue | undefined {
    const given = this.inputs.get(name) ?? this.ownValue(name);
    const block = this.byName.get(`variable.${name}`);
    const value = given ?? (block ? at(this.evaluator.evaluate(block.body), 'default') : undefined);
    return value === undefined || value === null ? undefined : descend(value, rest);
  }

  /** Values of the files that Terraform loads by itself. */
  private ownValue(name: string): ConfigValue | undefined {
    const files = this.blocks.filter((block) => block.kind === 'values');
    const usual = files.filter((block) => /(^|\/)(terraform|[^/]*\.auto)\.tfvars$/.test(block.path));
    for (const block of usual.length > 0 ? usual : files.length === 1 ? files : []) {
      const value = fieldsOf(this.evaluator.evaluate(block.body))[name];
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private local([name = '', ...rest]: readonly string[]): ConfigValue | undefined {
    for (const block of this.blocks) {
      if (block.kind !== 'locals') continue;
      const entry = entryOf(block, name);
      if (entry !== undefined) return descend(this.evaluator.evaluate(entry), rest);
    }
    return undefined;
  }

  private output([name = '', output = '', ...rest]: readonly string[]): ConfigValue | undefined {
    const block = this.byName.get(`module.${name}`);
    const inner = block ? this.others.child(this, block) : undefined;
    return inner?.outputValue(output, rest);
  }

  /** An output of a module that another folder applies by itself. */
  private stateOutput(
    block: DeclaredBlock,
    [, output = '', ...rest]: readonly string[],
  ): ConfigValue | undefined {
    const config = entryOf(block, 'config');
    const other = this.others.ofState(config === undefined ? undefined : this.evaluator.evaluate(config));
    return other?.outputValue(output, rest);
  }

  private outputValue(name: string, rest: readonly string[]): ConfigValue | undefined {
    const declared = this.byName.get(`output.${name}`);
    const value = declared ? entryOf(declared, 'value') : undefined;
    return value === undefined ? undefined : descend(this.evaluator.evaluate(value), rest);
  }

  private resource(
    kind: string,
    [type = '', name = '', ...rest]: readonly string[],
  ): ConfigValue | undefined {
    const block = this.byName.get(`${kind}.${type}.${name}`);
    if (!block) return undefined;
    if (type === 'terraform_remote_state') return this.stateOutput(block, rest);
    const attributes = rest.filter((part) => !/^\d+$/.test(part));
    const keyed = entryOf(block, attributes[0] ?? '') === undefined && attributes.length > 1;
    const [attribute = 'id', ...deeper] = keyed ? attributes.slice(1) : attributes;
    const key = keyed ? attributes[0] : undefined;
    const evaluator = key === undefined ? this.evaluator : this.evaluator.within(this.itemOf(block, key));
    const own = entryOf(block, attribute);
    if (own !== undefined) return descend(evaluator.evaluate(own), deeper);
    if (!OWN_NAME.test(attribute)) return undefined;
    const named = NAMING.map((each) => entryOf(block, each)).find((each) => each !== undefined);
    if (named === undefined) return undefined;
    const value = evaluator.evaluate(named);
    return attribute === 'arn'
      ? `arn:aws:${type.replace(/^aws_/, '').split('_')[0]}:::${String(value)}`
      : value;
  }

  /** `each` of one instance of a block, by its key. */
  private itemOf(block: DeclaredBlock, key: string): LocalNames {
    const over = entryOf(block, 'for_each');
    const value = over === undefined ? undefined : this.evaluator.evaluate(over);
    const item = Array.isArray(value) ? key : fieldsOf(value)[key];
    return new Map([['each', { key, value: item ?? key }]]);
  }

  /** Names of Bicep: parameters, variables, resources and modules, without a kind in front. */
  private resolveSymbol([name = '', ...rest]: readonly string[]): ConfigValue | undefined {
    const given = this.inputs.get(name);
    if (given !== undefined) return descend(given, rest);
    const named = this.blocks.filter((each) => each.labels.at(-1) === name && each.kind !== 'output');
    const block = named.find((each) => each.path.endsWith('.bicepparam')) ?? named[0];
    if (!block) return undefined;
    if (block.kind === 'param' || block.kind === 'var') {
      const value = block.body === null ? undefined : this.evaluator.evaluate(block.body);
      return value === undefined || value === null ? undefined : descend(value, rest);
    }
    if (block.kind === 'module') {
      const inner = this.others.child(this, block);
      const output =
        rest[0] === 'outputs'
          ? inner?.blocks.find((each) => each.kind === 'output' && each.labels[0] === rest[1])
          : undefined;
      return output && inner ? descend(inner.evaluator.evaluate(output.body), rest.slice(2)) : undefined;
    }
    const body = this.evaluator.evaluate(block.body);
    return rest[0] === 'id' ? textAt(body, 'name') : descend(body, rest);
  }
}

/** The term of an attribute of a block. */
export function entryOf(block: DeclaredBlock, name: string): ConfigValue | undefined {
  const entries = fieldsOf(block.body).entries;
  if (!Array.isArray(entries)) return undefined;
  const found = entries.find((entry) => Array.isArray(entry) && entry[0] === name);
  return Array.isArray(found) ? found[1] : undefined;
}
