/**
 * Runs every suite and prints the totals. A suite that lacks something is listed as NOT RUN with the command that
 * would install it; under CI=true that is a failure, and so is a suite that executed no test or skipped one.
 * `npm test -- unit` runs only the suites named.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/run.mjs';
import { suites } from './lib/suites.mjs';
import { installCommand, isInstalled } from './lib/systemPackages.mjs';

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const reports = mkdtempSync(join(tmpdir(), 'driftline-tests-'));
const results = [];

for (const suite of suites) {
  if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
  const missing = suite.needs.filter((name) => !isInstalled(name));
  if (missing.length > 0) {
    results.push({ suite, state: 'NOT RUN', why: installCommand(missing) });
    continue;
  }
  console.log(`\n== ${suite.name}: ${suite.what}`);
  const started = Date.now();
  const report = join(reports, `${suite.name}.json`);
  const args = [
    'run',
    '--project',
    suite.name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync(join(root, 'node_modules', '.bin', 'vitest'), args, {
    cwd: root,
    stdio: 'inherit',
  });
  results.push({ suite, ...countsOf(report, status), seconds: (Date.now() - started) / 1000 });
}
rmSync(reports, { recursive: true });

function countsOf(report, status) {
  let counts;
  try {
    const json = JSON.parse(readFileSync(report, 'utf8'));
    counts = {
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
    };
  } catch {
    return { state: 'failed', passed: 0, failed: 1, skipped: 0, why: 'the runner left no report' };
  }
  if (counts.passed + counts.failed === 0) return { ...counts, state: 'failed', why: 'executed no test' };
  if (counts.skipped > 0) return { ...counts, state: 'failed', why: `skipped ${counts.skipped} tests` };
  return { ...counts, state: status === 0 ? 'passed' : 'failed' };
}

const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
console.log('\nSuites');
for (const { suite, state, passed = 0, failed = 0, seconds = 0, why } of results) {
  const line = `${state.padEnd(8)} ${suite.name.padEnd(12)} ${passed} passed, ${failed} failed, ${seconds.toFixed(0)} s`;
  console.log(why ? `${line}  (${why})` : line);
}
const notRun = results.filter((result) => result.state === 'NOT RUN');
const broken = results.filter((result) => result.state === 'failed');
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
if (notRun.length > 0) console.log(`${notRun.length} suites NOT RUN`);
process.exit(
  results.length === 0 || broken.length > 0 || (notRun.length > 0 && process.env.CI === 'true') ? 1 : 0,
);
