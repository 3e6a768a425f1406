import type { Facts } from '../../facts/facts.js';
import type { PipelineStep, ShellText } from '../../facts/pipeline.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { type LogicalLine, logicalLines } from '../makefile/logicalLines.js';
import { quotedWords } from '../yaml/ci/ciNodes.js';

interface Copied {
  container: string;
  local: string;
}

/** What one stage of a build does. */
interface Stage {
  environment: Record<string, string>;
  folder: string;
  copied: Copied[];
  commands: ShellText[];
  entrypoint?: { words: string; line: number };
  command?: { words: string; line: number };
}

const INSTRUCTION = /^\s*([A-Za-z]+)\s+([\s\S]*)$/;
const HEREDOC = /<<-?\s*["']?(\w+)["']?/;

/** A heredoc's lines belong to the instruction that opens it. */
function withHeredocs(lines: readonly LogicalLine[]): LogicalLine[] {
  const joined: LogicalLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line) continue;
    const end = /^\s*(RUN|COPY)\b/i.test(line.text) ? HEREDOC.exec(line.text)?.[1] : undefined;
    const last =
      end === undefined ? -1 : lines.findIndex((each, at) => at > index && each.text.trim() === end);
    if (last < 0) joined.push(line);
    else {
      const body = lines.slice(index, last + 1).map((each) => each.text);
      joined.push({ ...line, text: body.join('\n'), endLine: lines[last]?.endLine ?? line.endLine });
      index = last;
    }
  }
  return joined;
}

/** `["a", "b"]` or a line of shell. */
function wordsOf(text: string): string {
  const written = text.replace(/\\\s*\n/g, ' ').trim();
  if (!written.startsWith('[')) return written;
  try {
    const words: unknown = JSON.parse(written.replace(/#.*$/, '').trim());
    if (!Array.isArray(words)) return written;
    const texts = words.map(String);
    const inline = texts.findIndex((word) => /^-\w*c$/.test(word));
    return inline >= 0 && /sh$/.test(texts[inline - 1] ?? '')
      ? (texts[inline + 1] ?? '')
      : quotedWords(texts);
  } catch {
    return written;
  }
}

function variablesOf(text: string): [string, string][] {
  const pairs = [...text.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s\\]*)/g)];
  if (pairs.length > 0)
    return pairs.map(([, name = '', value = '']) => [name, value.replace(/^["']|["']$/g, '')]);
  const [, name, value] = /^(\w+)\s+(.*)$/s.exec(text.trim()) ?? [];
  return name === undefined ? [] : [[name, value ?? '']];
}

function absolute(folder: string, path: string): string {
  return (path.startsWith('/') ? path : `${folder}/${path}`).replace(/\/\.?(?=\/|$)/g, '') || '/';
}

/** Paths of the container as paths of the repository, by what was copied where. */
function localised(stage: Stage, text: string): string {
  return [...stage.copied]
    .sort((left, right) => right.container.length - left.container.length)
    .reduce((result, { container, local }) => {
      const escaped = container.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const pattern = new RegExp(`(^|[\\s"'=:,])${escaped}(/|(?=$|[\\s"',]))`, 'g');
      return result.replace(
        pattern,
        (_all, before: string, slash: string) =>
          `${before}${local === '' ? (slash === '/' ? '' : '.') : `${local}${slash}`}`,
      );
    }, text);
}

function copy(stage: Stage, rest: string, line: number): void {
  if (/--from=/.test(rest)) return;
  const words = wordsOf(rest.replace(/--\S+\s+/g, '').replace(/\s#\s.*$/s, ''))
    .split(/\s+/)
    .map((word) => word.replace(/^"|"$/g, ''));
  const target = words.at(-1) ?? '';
  for (const source of words.slice(0, -1)) {
    if (/^https?:\/\//.test(source)) {
      const file = target.endsWith('/') ? `${target}${source.split('/').at(-1)}` : target;
      stage.commands.push({ text: `curl -o ${file} ${source}`, line });
      continue;
    }
    const local = source
      .replace(/^\.?\//, '')
      .replace(/\/+$/, '')
      .replace(/^\.$/, '');
    const base = absolute(stage.folder, target);
    const isFile = /\.\w+$/.test(local) && (target.endsWith('/') || target === '.');
    stage.copied.push({
      container: isFile ? `${base}/${local.split('/').at(-1)}`.replace('//', '/') : base,
      local,
    });
  }
}

function run(stage: Stage, rest: string, line: number): void {
  const text = localised(stage, rest.replace(/^(--\S+\s+)+/, ''));
  const folder = localised(stage, stage.folder);
  const moved = folder.startsWith('/') || folder === '.' || folder === '' ? '' : `cd ${folder} && `;
  const written = text.trimStart().startsWith('[')
    ? wordsOf(text)
    : text.replace(/^<<-?\s*["']?(\w+)["']?\n([\s\S]*)\n\1\s*$/, '\n$2');
  stage.commands.push({ text: `${moved}${written}`, line });
}

function read(stage: Stage, keyword: string, rest: string, line: number): void {
  switch (keyword) {
    case 'ENV':
    case 'ARG':
      for (const [name, value] of variablesOf(rest)) if (value !== '') stage.environment[name] = value;
      break;
    case 'WORKDIR':
      stage.folder = absolute(stage.folder, rest.trim());
      break;
    case 'COPY':
    case 'ADD':
      copy(stage, rest, line);
      break;
    case 'RUN':
      run(stage, rest, line);
      break;
    case 'ENTRYPOINT':
      stage.entrypoint = { words: wordsOf(rest), line };
      break;
    case 'CMD':
      stage.command = { words: wordsOf(rest), line };
      break;
  }
}

function newStage(): Stage {
  return { environment: {}, folder: '', copied: [], commands: [] };
}

function stagesOf(text: string): Stage[] {
  const stages: Stage[] = [];
  let stage = newStage();
  for (const { text: written, line } of withHeredocs(logicalLines(text))) {
    const match = /^\s*#/.test(written) ? null : INSTRUCTION.exec(written);
    const [, keyword = '', rest = ''] = match ?? [];
    if (keyword.toUpperCase() === 'FROM') {
      stage = newStage();
      stages.push(stage);
    } else if (match) read(stage, keyword.toUpperCase(), rest, line);
  }
  return stages;
}

function stepOf(name: string, shell: ShellText[], environment: Record<string, string>): PipelineStep[] {
  const [first] = shell;
  if (!first) return [];
  const line = first.line;
  return [
    {
      name,
      line,
      endLine: shell.at(-1)?.line ?? line,
      commands: [],
      shell,
      environment,
      inputs: [],
      outputs: [],
    },
  ];
}

/** Words of a command are relative to the working directory, below which files were copied. */
function relative(stage: Stage): Stage {
  const copied = stage.copied.flatMap(({ container, local }): Copied[] => {
    const inside = container.startsWith(`${stage.folder}/`);
    return inside ? [{ container: container.slice(stage.folder.length + 1), local }] : [];
  });
  return { ...stage, copied: [...stage.copied, ...copied] };
}

function stepsOf(stage: Stage): PipelineStep[] {
  const started = [stage.entrypoint, stage.command].filter((each) => each !== undefined);
  const words = started.map((each) => each.words).join(' ');
  const line = started.at(-1)?.line ?? 1;
  const folder = localised(stage, stage.folder);
  const moved = folder.startsWith('/') || folder === '.' || folder === '' ? '' : `cd ${folder} && `;
  const start = words === '' ? [] : [{ text: `${moved}${localised(relative(stage), words)}`, line }];
  return [
    ...stepOf('build', stage.commands, stage.environment),
    ...stepOf('start', start, stage.environment),
  ];
}

function analyze({ path, text }: SourceFile): Facts {
  const steps = stagesOf(text).flatMap(stepsOf);
  return steps.length > 0 ? { pipelines: [{ name: path, kind: 'dockerfile', line: 1, steps }] } : {};
}

/** Dockerfiles: what a build downloads, and which script a container starts with which settings. */
export const dockerfileAnalyzer: Analyzer = {
  name: 'dockerfile',
  version: 1,
  maximumBytes: 200_000,
  languageOf: () => 'dockerfile',
  matches: (path) =>
    /(^|\/)(Docker|Container)file([.-][\w.-]+)?$|\.[Dd]ockerfile$/.test(path) &&
    !/\.(md|ya?ml|py|sh|dockerignore)$/.test(path),
  prepare: async () => {},
  analyze,
};
