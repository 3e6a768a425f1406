import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { readJenkinsfile } from './readJenkinsfile.js';
import { readPackageScripts } from './readPackageScripts.js';
import { readProcfile } from './readProcfile.js';

const READERS: readonly [pattern: RegExp, language: string, read: (file: SourceFile) => Facts][] = [
  [/(^|\/)Procfile(\.\w+)?$/, 'procfile', readProcfile],
  [/(^|\/)package\.json$/, 'json', readPackageScripts],
  [/(^|\/)setup\.cfg$/, 'ini', ({ text }) => ({ config: text })],
  [/(^|\/)Jenkinsfile([.-][\w.-]+)?$|\.jenkinsfile$/i, 'groovy', readJenkinsfile],
];

/** Small files whose only matter is commands under names: Procfiles, scripts of Node packages, Jenkinsfiles. */
export const commandFilesAnalyzer: Analyzer = {
  name: 'commandFiles',
  version: 1,
  maximumBytes: 500_000,
  languageOf: (path) => READERS.find(([pattern]) => pattern.test(path))?.[1] ?? 'text',
  matches: (path) => READERS.some(([pattern]) => pattern.test(path)),
  prepare: async () => {},
  analyze: (file) => READERS.find(([pattern]) => pattern.test(file.path))?.[2](file) ?? {},
};
