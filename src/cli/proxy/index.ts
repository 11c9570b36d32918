import { Option, type Command } from 'commander';
import { DEFAULT_HOST, DEFAULT_PORT, PROXY_MODES } from '../../proxy/index.js';
import { storing } from '../options.js';
import { check } from './check.js';
import { chosen, type Options } from './chosen.js';
import { serve } from './serve.js';
import { listed, port, upstream } from './values.js';

/** Its arguments. */
export function define(command: Command): void {
  storing(command)
    .option('-p, --port <port>', `port to listen on (default: HEADROOM_PORT or ${DEFAULT_PORT})`, port)
    .option(
      '--host <address>',
      `address to listen on; beyond loopback clients need the token in HEADROOM_PROXY_TOKEN (default: HEADROOM_HOST or ${DEFAULT_HOST})`,
    )
    .addOption(
      new Option(
        '--mode <mode>',
        'optimize: compress; audit: only say what could be saved; passthrough: read nothing (default: HEADROOM_MODE or optimize)',
      ).choices(PROXY_MODES),
    )
    .option('--anthropic-api-url <url>', 'address of Anthropic, or of what stands in front of it')
    .option('--openai-api-url <url>', 'address of OpenAI, or of what speaks like it')
    .option('--gemini-api-url <url>', 'address of Gemini, or of what stands in front of it')
    .option('--upstream <name=url>', 'one more provider, reached under /NAME/…; may be repeated', upstream)
    .option('--allow-host <name>', 'a host name by which clients reach the proxy; may be repeated', listed)
    .option('--check', 'print the configuration and whether the providers answer, and start nothing')
    .action(run);
}

async function run(options: Options): Promise<void> {
  const settings = await chosen(options);
  await (options.check ? check(settings) : serve(settings));
}
