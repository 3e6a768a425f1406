import type { Facts } from '../../facts/facts.js';
import type { DeclaredData, PipelineStep, ShellText } from '../../facts/pipeline.js';
import { isDataPath } from '../../libraries/shell/isDataPath.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { expandVariables } from './expandVariables.js';
import { type Makefile, type MakeRule, parseMakefile } from './parseMakefile.js';

const MAXIMUM_STEPS = 500;
const MAXIMUM_INSTANCES = 32;
const MAXIMUM_CHAIN = 4;

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** One target with its needs, `%` filled in. */
interface Instance {
  target: string;
  needs: string[];
  stem: string;
}

/** Targets that some rule needs and that a pattern makes: each is a step; else the pattern stands for any file. */
function instancesOf(rule: { targets: string[]; needs: string[] }, wanted: readonly string[]): Instance[] {
  return rule.targets.flatMap((target): Instance[] => {
    if (!target.includes('%')) return [{ target, needs: rule.needs, stem: '' }];
    const [before = '', after = ''] = target.split('%');
    const stems = wanted
      .filter(
        (each) =>
          each.length > before.length + after.length && each.startsWith(before) && each.endsWith(after),
      )
      .map((each) => each.slice(before.length, each.length - after.length))
      .filter((stem) => !stem.includes('%') && !stem.includes('$'));
    const known = stems.length > 0 ? [...new Set(stems)].slice(0, MAXIMUM_INSTANCES) : ['*'];
    return known.map((stem) => ({
      target: target.replace('%', stem),
      needs: rule.needs.map((need) => need.replace('%', stem)),
      stem,
    }));
  });
}

function automatic(
  variables: ReadonlyMap<string, string>,
  { target, needs, stem }: Instance,
): Map<string, string> {
  const [first = ''] = needs;
  const folder = target.includes('/') ? target.slice(0, target.lastIndexOf('/')) : '.';
  return new Map([
    ...variables,
    ...Object.entries({
      '@': target,
      '<': first,
      '^': needs.join(' '),
      '?': needs.join(' '),
      '+': needs.join(' '),
      '*': stem,
      '@D': folder,
      '@F': target.split('/').at(-1) ?? target,
      '<D': first.includes('/') ? first.slice(0, first.lastIndexOf('/')) : '.',
      '<F': first.split('/').at(-1) ?? first,
      '*F': stem,
      MAKE: 'make',
    }),
  ]);
}

function dataOf(paths: readonly string[], line: number): DeclaredData[] {
  return [...new Set(paths)]
    .filter((path) => isDataPath(path) && !path.includes('$'))
    .map((path) => ({ path, line }));
}

function stepOf(
  makefile: Makefile,
  rule: MakeRule,
  instance: Instance,
  environment: Record<string, string>,
): PipelineStep {
  const variables = automatic(makefile.variables, instance);
  const shell = rule.recipe.map(
    ({ text, line }): ShellText => ({
      text: expandVariables(text.replace(/^\s*[@+-]+\s*/, ''), variables),
      line,
    }),
  );
  const isFile = !makefile.phony.includes(instance.target) && rule.recipe.length > 0;
  return {
    name: instance.target,
    line: rule.line,
    endLine: rule.recipe.at(-1)?.endLine ?? rule.line,
    commands: [],
    ...(shell.length > 0 ? { shell } : {}),
    environment,
    inputs: rule.recipe.length > 0 ? dataOf(instance.needs, rule.line) : [],
    outputs: isFile ? dataOf([instance.target], rule.line) : [],
  };
}

interface NamedRule {
  rule: MakeRule;
  targets: string[];
  needs: string[];
}

/** Everything that some rule needs; needs of patterns are known only once the pattern itself is needed. */
function wantedBy(rules: readonly NamedRule[]): string[] {
  let wanted = rules.flatMap(({ needs, targets, rule }) =>
    rule.recipe.length > 0 ? needs : [...needs, ...targets],
  );
  for (let round = 0; round < MAXIMUM_CHAIN; round += 1) {
    const more = rules
      .filter(({ targets }) => targets.some((target) => target.includes('%')))
      .flatMap((rule) => instancesOf(rule, wanted).flatMap((instance) => instance.needs))
      .filter((need) => !/[%*]/.test(need));
    const all = [...new Set([...wanted, ...more])];
    if (all.length === wanted.length) break;
    wanted = all;
  }
  return wanted;
}

function stepsOf(makefile: Makefile): PipelineStep[] {
  const { variables } = makefile;
  const environment = Object.fromEntries(
    [...makefile.exported].flatMap((name): [string, string][] => {
      const value = variables.get(name);
      return value === undefined ? [] : [[name, expandVariables(value, variables)]];
    }),
  );
  const rules = makefile.rules.map((rule) => ({
    rule,
    targets: wordsOf(expandVariables(rule.targets, variables)),
    needs: wordsOf(expandVariables(rule.needs, variables)),
  }));
  const wanted = wantedBy(rules);
  return rules
    .flatMap(({ rule, targets, needs }) =>
      instancesOf({ targets, needs: needs.filter((need) => !/^:/.test(need)) }, wanted).map((instance) =>
        stepOf(makefile, rule, instance, environment),
      ),
    )
    .filter((step) => step.shell || step.outputs.length > 0)
    .slice(0, MAXIMUM_STEPS);
}

function analyze({ path, text }: SourceFile): Facts {
  const steps = stepsOf(parseMakefile(text));
  return steps.length > 0 ? { pipelines: [{ name: path, kind: 'makefile', line: 1, steps }] } : {};
}

/** Makefiles: each target is a step with its recipe, what it needs and what it makes. */
export const makefileAnalyzer: Analyzer = {
  name: 'makefile',
  version: 1,
  maximumBytes: 500_000,
  languageOf: () => 'makefile',
  matches: (path) => /(^|\/)(GNU)?[Mm]akefile(\.[\w-]+)?$|\.mk$/.test(path) && !/\.(am|in|py|md)$/.test(path),
  prepare: async () => {},
  analyze,
};
