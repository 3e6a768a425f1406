import { readFileSync } from 'node:fs';

/**
 * Reads a golden file that sits in the `golden` folder beside a test: `readGolden<Case>(import.meta.url, 'psi')`
 * reads `golden/psi.json`, a list of cases. The type is the test's own claim about the file.
 */
export function readGolden<Case>(testUrl: string, name: string): Case[] {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, testUrl), 'utf8'));
}
