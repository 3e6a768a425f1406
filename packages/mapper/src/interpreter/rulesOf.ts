import { libraries } from '../libraries/libraries.js';
import { Rules } from './rules.js';

const byLanguage = new Map<string, Rules>();

/** The rules of a language, made when they are first asked for. */
export function rulesOf(language: string): Rules {
  const known = byLanguage.get(language) ?? new Rules(libraries, language);
  byLanguage.set(language, known);
  return known;
}
