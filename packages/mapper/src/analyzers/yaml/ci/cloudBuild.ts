import type { Node } from 'yaml';
import type { Pipeline, PipelineStep, ShellText } from '../../../facts/pipeline.js';
import { field, items, lineOf, quotedWords, shellText, text, variables } from './ciNodes.js';
import type { CiDocument, CiReader } from './ciReader.js';
import { ciStep } from './ciStep.js';

/** The command of a builder image is the image's own name. */
function commandOf(document: CiDocument, step: Node): string {
  const entrypoint = text(document, field(document, step, 'entrypoint'));
  const image = text(document, field(document, step, 'name')) ?? '';
  const own =
    image
      .split('/')
      .at(-1)
      ?.replace(/[:@].*$/, '') ?? '';
  return entrypoint ?? (own === 'cloud-sdk' ? '' : own);
}

/** Dollars are doubled where Cloud Build must leave them alone. */
function textOf(document: CiDocument, step: Node): ShellText | undefined {
  const script = shellText(document, field(document, step, 'script'));
  if (script) return script;
  const list = items(document, field(document, step, 'args'));
  const args = list.map((each) => text(document, each) ?? '');
  const command = commandOf(document, step);
  const inline = args.findIndex((word) => /^-\w*c$/.test(word));
  const node = list[inline + 1];
  const body = /^(ba|z)?sh$/.test(command) && inline >= 0 ? shellText(document, node) : undefined;
  if (body) return { ...body, text: body.text.replace(/\$\$/g, '$') };
  const words = [command, ...args].filter((word) => word !== '');
  return words.length > 0
    ? {
        text: quotedWords(words).replace(/\$\$/g, '$'),
        line: lineOf(document, field(document, step, 'args') ?? step),
      }
    : undefined;
}

/** Google Cloud Build. */
export const cloudBuild: CiReader = {
  kind: 'cloud-build',
  matches: (path) => /(^|\/)cloudbuild[^/]*\.ya?ml$/i.test(path),
  readPipelines: (document): Pipeline[] => {
    const { root, path } = document;
    const options = variables(document, field(document, field(document, root, 'options'), 'env'));
    const outer = { ...variables(document, field(document, root, 'substitutions')), ...options };
    const steps = items(document, field(document, root, 'steps')).flatMap((step, index): PipelineStep[] => {
      const shell = textOf(document, step);
      if (!shell) return [];
      const name = text(document, field(document, step, 'id')) ?? `step ${index + 1}`;
      const environment = { ...outer, ...variables(document, field(document, step, 'env')) };
      const folder = text(document, field(document, step, 'dir'));
      return [ciStep(name, shell, environment, folder)];
    });
    const stem = (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
    return steps.length > 0 ? [{ name: stem, kind: 'cloud-build', line: 1, steps }] : [];
  },
};
