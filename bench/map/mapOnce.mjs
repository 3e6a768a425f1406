/** Maps one repository in a process of its own and prints what it took, so that peaks of memory are its own. */
import { mapRepository } from '@driftline/mapper';

const [path, cache] = process.argv.slice(2);
const started = performance.now();
const map = await mapRepository(path, cache ? { cache } : {});
const seconds = (performance.now() - started) / 1000;
const accesses = map.edges.filter((edge) => edge.relation === 'reads' || edge.relation === 'writes').length;
const result = {
  seconds,
  files: map.statistics.files,
  lines: map.statistics.lines,
  python: map.statistics.languages.python?.lines ?? 0,
  megabytes: process.resourceUsage().maxRSS / 1024,
  resolved: accesses / Math.max(1, accesses + map.unresolved.length),
  datasets: map.datasets.length,
  models: map.models.length,
  dependencies: map.dependencies.length,
  failures: map.failures.length,
};
process.stdout.write(JSON.stringify(result));
