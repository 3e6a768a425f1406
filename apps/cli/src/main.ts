import { Command } from 'commander';
import { registerDemo } from './commands/demo.js';
import { registerDoctor } from './commands/doctor.js';
import { registerMap } from './commands/map.js';
import { registerReplay } from './commands/replay.js';
import { registerUp } from './commands/up.js';
import { explainError } from './terminal/explainError.js';

const program = new Command('driftline')
  .description('Bolt-on ML observability: detect without labels, diagnose on a dependency map, react safely.')
  .version('0.1.0')
  .showHelpAfterError();
for (const register of [registerUp, registerDemo, registerMap, registerReplay, registerDoctor])
  register(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explainError(error)}\n`);
  process.exitCode = 1;
}
