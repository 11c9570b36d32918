#!/usr/bin/env node
import { quicken } from './quicken.js';
import { endWithItsReaders, sayWarnings } from './terminal.js';

const args = process.argv.slice(2);
const [command, agent, ...rest] = args;
quicken();
// An agent waits for its hook, which needs nothing of the command line.
const hook = command === 'hook' && rest.length === 0 ? await import('./hook/answer.js') : undefined;
if (hook?.isAnswered(agent)) await hook.answerHook(agent);
else {
  endWithItsReaders();
  sayWarnings();
  // Whoever reads the help waits, too, and reading command lines takes longer than printing it.
  if (args.length === 1 && (command === '--help' || command === '-h'))
    process.stdout.write((await import('./help.js')).rootHelp());
  else process.exitCode = await (await import('./program.js')).run(args);
}
