import type { ConfigValue } from '../../../facts/configValue.js';
import type { LinkContext, Linker } from '../linker.js';
import { fieldsOf, listOf } from './configValues.js';
import type { DeclaredBlock } from './declaredBlock.js';
import { type DeclaredModule, entryOf } from './declaredModule.js';
import { declaredModules } from './declaredModules.js';
import { joinCatalogueTables } from './joinCatalogueTables.js';
import { ResourceContext } from './resourceContext.js';
import { containers } from './resources/containers.js';
import { jobs } from './resources/jobs.js';
import { queries } from './resources/queries.js';
import type { ResourceRules } from './resources/resourceRule.js';
import { settings } from './resources/settings.js';
import { transfers } from './resources/transfers.js';

const RULES: ResourceRules = { ...containers, ...jobs, ...queries, ...transfers, ...settings };
/** Stages whose values count only where production has none. */
const STAGE = /(^|[/_-])(dev|develop|development|staging|stage|test|qa|sandbox|preview)([/_-]|$)/i;
const MAXIMUM_INSTANCES = 32;

/** What `each` is for every instance of a block; a block without a loop has one. */
function itemsOf(
  module: DeclaredModule,
  block: DeclaredBlock,
): { suffix: string; names: Map<string, ConfigValue> }[] {
  const over = entryOf(block, 'for_each');
  const value = over === undefined ? undefined : module.evaluator.evaluate(over);
  if (value === undefined || typeof value === 'string') {
    const count = entryOf(block, 'count');
    const names = new Map<string, ConfigValue>(count === undefined ? [] : [['count', { index: 0 }]]);
    if (typeof value === 'string') names.set('each', { key: '{key}', value: '{value}' });
    return [{ suffix: '', names }];
  }
  const entries: [string, ConfigValue][] = Array.isArray(value)
    ? value.map((each) => [String(each), each])
    : Object.entries(fieldsOf(value));
  return entries.slice(0, MAXIMUM_INSTANCES).map(([key, item]) => ({
    suffix: `["${key}"]`,
    names: new Map<string, ConfigValue>([['each', { key, value: item }]]),
  }));
}

function stageOf({ name }: DeclaredModule): number {
  return STAGE.test(name) ? 1 : 0;
}

/** Resources with their values, each instance by itself. */
function resourcesOf(context: LinkContext): ResourceContext[] {
  const modules = [...declaredModules(context)].sort((left, right) => stageOf(left) - stageOf(right));
  return modules.flatMap((module) =>
    module.blocks
      .filter((block) => block.kind === 'resource')
      .flatMap((block) =>
        itemsOf(module, block).flatMap(({ suffix, names }) => {
          const values = module.evaluator.within(names).evaluate(block.body);
          const several = Array.isArray(values) && block.bicep;
          return (several ? listOf(values) : [values]).map(
            (each, index) =>
              new ResourceContext(context, module, block, several ? `[${index}]` : suffix, each),
          );
        }),
      ),
  );
}

/**
 * Terraform and Bicep: declared tables and their places are one dataset; jobs and functions start scripts of the
 * repository with words and an environment; views, scheduled queries and transfers move data. To declare a bucket, a
 * table or a topic is no access.
 */
export const infrastructureLinker: Linker = {
  name: 'infrastructure',
  prepare: (context) => {
    for (const resource of resourcesOf(context)) {
      const rule = Object.hasOwn(RULES, resource.type) ? RULES[resource.type] : undefined;
      rule?.(resource);
    }
  },
  finish: (context) => {
    for (const resource of resourcesOf(context)) joinCatalogueTables(resource);
  },
};
