import { Option, type Command } from 'commander';
import { DEFAULT_HOST, DEFAULT_PORT, DEFAULT_SCOPE, PROXY_MODES } from '../../proxy/index.js';
import { check } from './check.js';
import { chosen, type Options } from './chosen.js';
import { serve } from './serve.js';
import { listed, port, upstream } from '../values.js';

interface ServiceOptions {
  installService?: true;
  uninstallService?: true;
  printService?: true;
}

/** Its arguments. */
export function define(command: Command): void {
  command
    .option('-p, --port <port>', `port to listen on (default: HEADROOM_PORT or ${DEFAULT_PORT})`, port)
    .option(
      '--host <address>',
      `address to listen on; beyond loopback clients need the token in HEADROOM_PROXY_TOKEN (default: HEADROOM_HOST or ${DEFAULT_HOST})`,
    )
    .addOption(
      new Option(
        '--mode <mode>',
        'optimize: compress; audit: measure what could be saved; passthrough: read nothing (default: HEADROOM_MODE or optimize)',
      ).choices(PROXY_MODES),
    )
    .option('--anthropic-api-url <url>', 'address of Anthropic, or of a gateway to it')
    .option('--openai-api-url <url>', 'address of OpenAI, or of a provider with the same API')
    .option('--gemini-api-url <url>', 'address of Gemini, or of a gateway to it')
    .option('--upstream <name=url>', 'one more provider, reached under /NAME/…; may be repeated', upstream)
    .option('--allow-host <name>', 'a host name under which clients reach the proxy; may be repeated', listed)
    .option(
      '--store [folder]',
      "also elide redundant output, and store the originals in this folder, or in the platform's own (default: HEADROOM_STORE or no store)",
    )
    .option('--scope <id>', `the scope of the originals (default: HEADROOM_SCOPE or ${DEFAULT_SCOPE})`)
    .option('--check', 'print the configuration and whether the providers answer, and start nothing')
    .option('--install-service', 'write a service of your system that starts the proxy with these options')
    .option('--uninstall-service', 'remove that service')
    .option('--print-service', 'print that service, and write nothing')
    .action(run);
}

async function run(options: Options & ServiceOptions): Promise<void> {
  const action = options.installService ? 'install' : options.uninstallService ? 'uninstall' : undefined;
  if (action !== undefined || options.printService)
    return (await import('../service/install.js')).service(action ?? 'print', process.argv.slice(2));
  const settings = await chosen(options);
  await (options.check ? check(settings) : serve(settings));
}
