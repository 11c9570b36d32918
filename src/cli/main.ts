#!/usr/bin/env node
import { quicken } from './quicken.js';

const args = process.argv.slice(2);
const [command, agent, ...rest] = args;
quicken();
// The agent waits for its hook, so the hook is started without parsing the command line.
const hook = command === 'hook' && rest.length === 0 ? await import('./hook/answer.js') : undefined;
if (hook?.isAnswered(agent)) await hook.answerHook(agent);
else {
  const { endWithItsReaders, sayWarnings } = await import('./terminal.js');
  endWithItsReaders();
  sayWarnings();
  // Help is printed without the parser of the command line: loading it takes longer than printing.
  if (args.length === 1 && (command === '--help' || command === '-h'))
    process.stdout.write((await import('./help.js')).rootHelp());
  else process.exitCode = await (await import('./program.js')).run(args);
}
