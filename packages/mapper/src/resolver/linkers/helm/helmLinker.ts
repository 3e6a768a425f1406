import { CHART_VALUE } from '../../../analyzers/yaml/plainTemplate.js';
import { configAt, plainText } from '../configAt.js';
import { fillStep } from '../fillSteps.js';
import type { LinkContext, Linker } from '../linker.js';

/** Helm: pods of a chart's templates, with the values of the chart. */
export const helmLinker: Linker = {
  name: 'helm',
  prepare: (context: LinkContext) => {
    for (const [path, { pipelines }] of [...context.facts]) {
      const chart = /^(.*?\/?)templates\//.exec(path)?.[1];
      if (chart === undefined || !pipelines) continue;
      const values = context.configs.get(`${chart}values.yaml`) ?? context.configs.get(`${chart}values.yml`);
      const fill = (text: string): string =>
        text.replace(CHART_VALUE, (_all, kind: string, dotted: string, fallback?: string) => {
          const own = kind === 'Values' ? plainText(configAt(values, dotted.slice(1))) : undefined;
          return own ?? fallback ?? `{${dotted.split('.').at(-1)}}`;
        });
      const filled = pipelines.map((pipeline) => ({
        ...pipeline,
        name: fill(pipeline.name),
        steps: pipeline.steps.map((step) => fillStep(step, fill)),
      }));
      context.setPipelines(path, filled);
    }
  },
};
