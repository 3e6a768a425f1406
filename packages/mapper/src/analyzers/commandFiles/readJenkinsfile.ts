import type { Facts } from '../../facts/facts.js';
import type { SourceFile } from '../analyzer.js';
import { commandPipeline } from './commandPipeline.js';

const SHELL =
  /\bsh\s*\(?\s*(?:(?:label|returnStdout|returnStatus)\s*:\s*[^,]+,\s*)*(?:script\s*:\s*)?("""|'''|"|')([\s\S]*?)(?<!\\)\1/g;
const STAGE = /\bstage\s*\(\s*["']([^"']+)["']/g;
const VARIABLE = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*["']([^"'\n]*)["']\s*$/gm;

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Shell steps of a Jenkins pipeline, under the names of their stages. */
export function readJenkinsfile({ path, text }: SourceFile): Facts {
  const stages = [...text.matchAll(STAGE)].map((each) => ({ at: each.index, name: each[1] ?? '' }));
  const environment = Object.fromEntries(
    [...text.matchAll(VARIABLE)].flatMap(([, name = '', value = '']): [string, string][] =>
      value.includes('$') ? [] : [[name, value]],
    ),
  );
  const commands = [...text.matchAll(SHELL)].map((match) => {
    const [all, quote = '', body = ''] = match;
    const at = match.index;
    const stage = stages.findLast((each) => each.at < at)?.name ?? 'main';
    const written = body.replace(/\\([$"'\\])/g, '$1').replace(/\$\{(?:env|params)\./g, `$${'{'}`);
    const line = lineAt(text, at + all.indexOf(quote) + quote.length);
    return { name: `${stage} ${line}`, shell: { text: written, line } };
  });
  return { pipelines: commandPipeline(path, 'jenkins', commands, environment) };
}
