// An agent on the Claude Agent SDK that compresses the output of its commands. Needs ANTHROPIC_API_KEY.
//   node examples/integrations/claude-agent.mjs
import { query } from '@anthropic-ai/claude-agent-sdk';
import { Headroom } from '@headroom/native';
import { claudeHooks } from '@headroom/native/claude-agent';
import { printSavings } from './log.mjs';

const headroom = new Headroom();
// Claude Code writes outputs of more than 30,000 characters to files.
const log = `node --eval "import('./log.mjs').then(({ readLog }) => console.log(readLog().slice(80000, 105000)))"`;

for await (const message of query({
  prompt: `What went wrong today, and what came before it? This prints the log: ${log}`,
  options: { hooks: claudeHooks({ headroom }), allowedTools: ['Bash'], cwd: import.meta.dirname },
})) {
  if (message.type === 'result') console.log(message.result);
}
printSavings(headroom);
