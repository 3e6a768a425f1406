import type { Node } from 'yaml';
import type { PipelineStep } from '../../../facts/pipeline.js';
import { entries, field, lineOf, shellText, text } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';
import { emptyStep, linesOf } from './shellStep.js';
import type { ToolReader } from './toolReader.js';

function defaultsOf(document: CiDocument, node: Node): Map<string, string | undefined> {
  return new Map(
    entries(document, field(document, node, 'parameters')).map(({ key, value }) => [
      key,
      text(document, field(document, value, 'default')),
    ]),
  );
}

/** An entry point that its defaults alone can run: others are run by whoever gives the values. */
function stepOf(document: CiDocument, name: string, node: Node): PipelineStep[] {
  const shell = shellText(document, field(document, node, 'command'));
  const defaults = defaultsOf(document, node);
  if (!shell || [...defaults.values()].some((value) => value === undefined)) return [];
  const filled = shell.text.replace(/\{(\w+)\}/g, (all, key: string) => defaults.get(key) ?? all);
  return [{ ...emptyStep(name, linesOf(document, node)), shell: [{ ...shell, text: filled }] }];
}

/** MLflow projects. */
export const mlproject: ToolReader = {
  name: 'mlproject',
  matches: (path) => /(^|\/)MLproject(\.ya?ml)?$/.test(path),
  read: (document) => {
    const points = field(document, document.root, 'entry_points');
    const steps = entries(document, points).flatMap(({ key, value }) =>
      value ? stepOf(document, key, value) : [],
    );
    const name = text(document, field(document, document.root, 'name')) ?? 'MLproject';
    return steps.length > 0
      ? { pipelines: [{ name, kind: 'mlproject', line: lineOf(document, points), steps }] }
      : {};
  },
};
