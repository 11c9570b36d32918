import { Argument, type Command } from 'commander';
import { clientFolders } from '../../config/index.js';
import { namesOnly } from '../agent-name.js';
import { Failure, USAGE } from '../failure.js';
import { storing } from '../options.js';
import type { StoringOptions } from '../originals.js';
import { printableLines, write } from '../terminal.js';
import { address, listed, port, proxyUrl } from '../values.js';
import { CLIENTS, isFound, type Client, type Options } from './clients.js';
import { install } from './install.js';
import { status } from './status.js';
import { uninstall } from './uninstall.js';

/** The default port of the server over HTTP. It is repeated here so that help does not load the server. */
const DEFAULT_PORT = 8788;

/** Defines the command and its subcommands. */
export function define(command: Command): void {
  storing(
    command
      .command('serve')
      .description('run the server: over standard input and output, as clients start it, or over HTTP'),
    'serve',
  )
    .option(
      '--root <folder>',
      'a folder whose files may be read; may be repeated (default: those that the client has open)',
      listed,
    )
    .option('--http', 'serve over HTTP, at /mcp')
    .option('-p, --port <port>', `with --http: port to listen on (default: ${DEFAULT_PORT})`, port)
    .option(
      '--host <address>',
      'with --http: address to listen on; beyond loopback clients need the token in HEADROOM_PROXY_TOKEN (default: 127.0.0.1)',
    )
    .option(
      '--allow-host <name>',
      'with --http: a host name by which clients reach the server; may be repeated',
      listed,
    )
    .option('--proxy-url <url>', 'also look for originals in the store of this proxy', proxyUrl)
    .action(async (options) => (await import('./serve.js')).serve(options));
  storing(
    command
      .command('wrap')
      .description('run another MCP server, and shorten the results of its tools')
      .argument('<program>', 'the program of the server')
      .argument('[args...]', 'its arguments, behind --'),
    'keep',
  )
    .addHelpText('after', '\nExample:\n  headroom mcp wrap -- npx -y @modelcontextprotocol/server-filesystem .')
    .action(async (program: string, args: string[], options: StoringOptions) => {
      process.exitCode = await (await import('./gateway.js')).gateway(program, args, options);
    });
  changing(command, 'install', 'add the server to the configuration of clients', install)
    .option(
      '--remote <url>',
      'connect to a server that runs already (`mcp serve --http`), and start none',
      address(`http://127.0.0.1:${DEFAULT_PORT}/mcp`),
    )
    .option('--proxy-url <url>', 'let the server also look for originals in the store of this proxy', proxyUrl);
  changing(command, 'uninstall', 'remove what install added, and nothing else', uninstall);
  command
    .command('status')
    .description('say which clients know the server')
    .addArgument(which())
    .action((name?: string) => write(process.stdout, printableLines(chosen(name, CLIENTS).map(status).join(''))));
}

function which(): Argument {
  return namesOnly(
    new Argument('[client]', 'the client (default: every client found on this machine)'),
    CLIENTS.map(({ name }) => name),
  );
}

function changing(
  command: Command,
  name: string,
  summary: string,
  work: (client: Client, options: Options) => string,
): Command {
  return command
    .command(name)
    .description(summary)
    .addArgument(which())
    .option('--dry-run', 'print what would be changed, and change nothing')
    .option('--force', 'also change an entry of this name that headroom did not write')
    .action((client: string | undefined, options: Options) => {
      if (options.remote !== undefined && options.proxyUrl !== undefined)
        throw new Failure('a server that runs already was told of its proxy: leave out --remote or --proxy-url', USAGE);
      return all(client, (own) => work(own, options));
    });
}

/** Applies a change to each client, and prints the result for each. @throws {@link Failure} if one failed. */
async function all(name: string | undefined, work: (client: Client) => string): Promise<void> {
  const clients = chosen(name, CLIENTS.filter(isFound));
  if (clients.length === 0)
    throw new Failure(`no client was found: name one of ${CLIENTS.map((own) => own.name).join(', ')}`, USAGE);
  const failed: string[] = [];
  for (const client of clients) {
    try {
      await write(process.stdout, printableLines(work(client)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push(`${client.title}: ${client.file(clientFolders())} is left as it is: ${error.message}`);
    }
  }
  if (failed.length > 0) throw new Failure(failed.join('\n'));
}

function chosen(name: string | undefined, others: readonly Client[]): readonly Client[] {
  return name === undefined ? others : CLIENTS.filter((own) => own.name === name);
}
