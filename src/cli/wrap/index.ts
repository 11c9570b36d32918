import { Option, type Command } from 'commander';
import { knownAgent } from '../agent-name.js';
import { refuseFile } from '../originals.js';
import { port } from '../values.js';
import type { Options } from './options.js';

interface Given extends Options {
  serve?: string;
}

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .argument('[agent]', 'the agent to run; nothing lists all of them with what they can')
    .argument('[args...]', 'arguments for the agent, behind --')
    .option('-p, --port <port>', 'port of the proxy (default: HEADROOM_PORT or 8787)', port)
    .option('--store [folder]', 'if a proxy is started: also elide, and store the originals in this folder')
    .option('--program <path>', 'the program of the agent, if it is not on the PATH')
    .option('--keep', 'leave its files changed when it ends, until `headroom unwrap`')
    .option('--mcp', 'also tell it of the MCP server, as `headroom mcp install` does')
    .option('--statusline', 'also show in the status line of Claude Code what is saved')
    .option('--force', 'also replace an address in its files that headroom did not write')
    .option('--dry-run', 'print what would be done, with the changes of files, and do nothing')
    .option('--json', 'with --dry-run, or without an agent: print JSON')
    .option('-q, --quiet', 'say nothing beside what the agent says')
    .addOption(new Option('--serve <wanted>', 'run the shared proxy').hideHelp())
    .addHelpText(
      'after',
      `
Examples:
  headroom wrap claude
  headroom wrap codex -- exec "fix the tests"
  headroom wrap zed --dry-run

The exit code is that of the agent. \`headroom unwrap\` takes back what a crash left behind.`,
    )
    .action(run);
}

async function run(name: string | undefined, args: string[], { serve, ...options }: Given): Promise<void> {
  if (serve !== undefined) return (await import('../shared-proxy/serve.js')).serveShared(JSON.parse(serve));
  if (name === undefined) return (await import('./list.js')).list(Boolean(options.json));
  const agent = knownAgent(name);
  await refuseFile(options.store);
  process.exitCode = await (await import('./run.js')).wrap(agent, args, options);
}
