import type { Analyzer } from '../analyzer.js';
import { readHocon } from './readHocon.js';

/** Settings of programs on the JVM; other tools use the ending for other things. */
const SETTINGS =
  /(^|\/)((application|reference|app|job|jobs|pipeline|settings)[\w.-]*|(src\/(main|test)\/resources|conf|config)\/(?:[\w.-]+\/)*[\w.-]+)\.conf$/i;

/** Typesafe configuration. */
export const hoconAnalyzer: Analyzer = {
  name: 'hocon',
  version: 1,
  maximumBytes: 500_000,
  languageOf: () => 'hocon',
  matches: (path) => SETTINGS.test(path),
  prepare: async () => {},
  analyze: ({ text }) => ({ config: readHocon(text) }),
};
