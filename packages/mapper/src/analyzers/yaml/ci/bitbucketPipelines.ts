import type { Node } from 'yaml';
import type { Pipeline, PipelineStep } from '../../../facts/pipeline.js';
import { entries, field, items, joinedText, shellText, text } from './ciNodes.js';
import type { CiDocument, CiReader } from './ciReader.js';
import { ciStep } from './ciStep.js';

const MAXIMUM_DEPTH = 8;

/** Steps at any depth: pipelines nest branches, stages and parallel groups. */
function stepsOf(document: CiDocument, node: Node | null, name: string, depth: number): PipelineStep[] {
  if (depth > MAXIMUM_DEPTH) return [];
  const script = items(document, field(document, node, 'script')).flatMap(
    (each) => shellText(document, each) ?? [],
  );
  const shell = joinedText(script);
  const title = text(document, field(document, node, 'name')) ?? name;
  const own = shell ? [ciStep(title, shell, {})] : [];
  const nested = entries(document, node).flatMap(({ key, value }) =>
    stepsOf(document, value, key, depth + 1),
  );
  const listed = items(document, node).flatMap((item, index) =>
    stepsOf(document, item, `${name} ${index + 1}`, depth + 1),
  );
  return [...own, ...nested, ...listed];
}

/** Bitbucket's pipelines. */
export const bitbucketPipelines: CiReader = {
  kind: 'bitbucket-pipelines',
  matches: (path) => /(^|\/)bitbucket-pipelines\.ya?ml$/i.test(path),
  readPipelines: (document): Pipeline[] => {
    const steps = ['definitions', 'pipelines'].flatMap((key) =>
      stepsOf(document, field(document, document.root, key), key, 0),
    );
    return steps.length > 0 ? [{ name: 'bitbucket', kind: 'bitbucket-pipelines', line: 1, steps }] : [];
  },
};
