import type { Node } from 'yaml';
import type { Pipeline, PipelineStep } from '../../../facts/pipeline.js';
import { entries, field, items, lineOf, quotedWords, shellText, text, variables } from './ciNodes.js';
import type { CiDocument, CiReader } from './ciReader.js';
import { ciStep } from './ciStep.js';

interface Mount {
  container: string;
  local: string;
}

/** `./src:/app`: paths in the container and the folders of the repository that they are. */
function mountsOf(document: CiDocument, service: Node | null): Mount[] {
  return items(document, field(document, service, 'volumes')).flatMap((volume): Mount[] => {
    const short = text(document, volume)
      ?.replace(/\$\{?PWD\}?/, '.')
      .split(':');
    const local = short?.[0] ?? text(document, field(document, volume, 'source'));
    const container = short?.[1] ?? text(document, field(document, volume, 'target'));
    const isFolder = local !== undefined && /^\.{1,2}(\/|$)|^\w[\w./-]*\//.test(local);
    return isFolder && container?.startsWith('/')
      ? [{ container: container.replace(/\/+$/, ''), local }]
      : [];
  });
}

/** Container paths in a text as paths of the repository. */
function localised(written: string, mounts: readonly Mount[]): string {
  return [...mounts]
    .sort((left, right) => right.container.length - left.container.length)
    .reduce((result, { container, local }) => {
      const folder = local.replace(/^\.\//, '').replace(/^\.$/, '').replace(/\/+$/, '');
      const pattern = new RegExp(
        `(^|[\\s"'=:,])${container.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(/|(?=$|[\\s"',]))`,
        'g',
      );
      return result.replace(
        pattern,
        (_all, before: string, slash: string) =>
          `${before}${folder === '' ? (slash === '/' ? '' : '.') : `${folder}${slash}`}`,
      );
    }, written);
}

/** `${NAME:-default}` and `${NAME}` as compose itself fills them. */
function filled(written: string): string {
  return written.replace(/\$\{\w+:?-([^}]*)\}/g, '$1').replace(/\$\$/g, '$');
}

function wordsOf(document: CiDocument, node: Node | null): string | undefined {
  const list = items(document, node);
  if (list.length > 0) {
    const words = list.map((each) => text(document, each) ?? '');
    const inline = words.findIndex((word) => /^-\w*c$/.test(word));
    const body =
      inline > 0 && /(^|\/)(ba|z|da)?sh$/.test(words[inline - 1] ?? '') ? words[inline + 1] : undefined;
    return body ?? quotedWords(words);
  }
  return shellText(document, node)?.text;
}

function settingsOf(document: CiDocument, service: Node | null): string {
  const file = field(document, service, 'env_file');
  const names = [file, ...items(document, file)].flatMap(
    (each) => text(document, each) ?? text(document, field(document, each, 'path')) ?? [],
  );
  return names.map((name) => `set -a; . ${name.replace(/^\.\//, '')}; set +a; `).join('');
}

function stepOf(document: CiDocument, name: string, service: Node | null): PipelineStep[] {
  const command = field(document, service, 'command');
  const entrypoint = field(document, service, 'entrypoint');
  const written = [entrypoint, command].flatMap((node) => wordsOf(document, node) ?? []).join(' ');
  const settings = settingsOf(document, service);
  if (written === '') return [];
  const mounts = mountsOf(document, service);
  const environment = Object.fromEntries(
    Object.entries(variables(document, field(document, service, 'environment'))).map(([key, value]) => [
      key,
      localised(filled(value), mounts),
    ]),
  );
  const folder = text(document, field(document, service, 'working_dir'));
  const inside = folder === undefined ? undefined : localised(folder, mounts);
  const node = command ?? entrypoint;
  const block = text(document, node)?.includes('\n') ? 1 : 0;
  const shell = {
    text: `${settings}${localised(filled(written), mounts)}`,
    line: lineOf(document, node) + block,
  };
  return [ciStep(name, shell, environment, inside?.startsWith('/') ? undefined : inside)];
}

/** docker compose: services with their commands. */
export const compose: CiReader = {
  kind: 'compose',
  matches: (path) => /(^|\/)(docker-)?compose[^/]*\.ya?ml$/i.test(path),
  readPipelines: (document): Pipeline[] => {
    const steps = entries(document, field(document, document.root, 'services')).flatMap(({ key, value }) =>
      stepOf(document, key, value),
    );
    const stem = (document.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
    const name = text(document, field(document, document.root, 'name')) ?? stem;
    return steps.length > 0 ? [{ name, kind: 'compose', line: 1, steps }] : [];
  },
};
