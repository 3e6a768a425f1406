/** Runs one benchmark: `npm run bench -- <name>`. A benchmark is a folder whose `<name>.mjs` exports `run`. */
import { existsSync, readdirSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const fileOf = (name) => new URL(`${name}/${name}.mjs`, here);
const names = readdirSync(here).filter((name) => name !== 'node_modules' && existsSync(fileOf(name)));

const [name, ...options] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`Which benchmark? npm run bench -- <name>, where <name> is one of: ${names.join(', ')}`);
  process.exit(2);
}
const { run } = await import(fileOf(name).href);
await run(options);
