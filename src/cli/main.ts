#!/usr/bin/env node
import { endWithItsReaders, sayWarnings } from './terminal.js';

const args = process.argv.slice(2);
const [command, agent, ...rest] = args;
// An agent waits for its hook, which needs nothing of the command line.
if (command === 'hook' && (agent === 'claude' || agent === 'codex') && rest.length === 0)
  await (await import('./hook/answer.js')).answerHook(agent);
else {
  endWithItsReaders();
  sayWarnings();
  process.exitCode = await (await import('./program.js')).run(args);
}
