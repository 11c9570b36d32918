import { routeFor, type Agent, type Machine } from '../../agents/index.js';
import { serverToken } from '../../config/index.js';
import { chosenUpstreams } from '../shared-proxy/index.js';
import { printableLines, write } from '../terminal.js';
import { configure } from './configure.js';
import { previewExtras } from './extras.js';
import type { Options } from './options.js';
import { missingProgram } from './program.js';

/** Prints what would be done, without doing it. Returns the exit code. */
export async function preview(
  agent: Agent,
  args: readonly string[],
  machine: Machine,
  url: string,
  options: Options,
): Promise<number> {
  const route = routeFor(agent, machine, url, serverToken());
  const { force, json, program } = options;
  const upstreams = { ...chosenUpstreams(), ...route.upstreams };
  const changes = [...configure(agent, route.files, { dryRun: true, force }), ...previewExtras(agent, options)];
  const files = changes.map(({ path, diff }) => ({ path, diff }));
  const command = [program ?? agent.programs[0] ?? agent.name, ...route.args, ...args];
  const env = withoutSecret(route.env);
  const missing = missingProgram(agent, program);
  if (json) {
    await write(
      process.stdout,
      `${JSON.stringify({ agent: agent.name, proxy: url, upstreams, env, command, missing, files })}\n`,
    );
    return 0;
  }
  const lines = [
    `proxy    ${url}`,
    ...Object.entries(upstreams).map(([name, address]) => `upstream ${name}=${address}`),
    ...Object.entries(env).map(([name, value]) => `env      ${name}=${value}`),
    `command  ${command.join(' ')}`,
    ...(missing === undefined ? [] : [`missing  ${missing}`]),
  ];
  await write(process.stdout, printableLines(`${lines.join('\n')}\n${files.map(({ diff }) => diff).join('')}`));
  return 0;
}

function withoutSecret(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.replace(/(x-headroom-token: ).*/, '$1…')]),
  );
}
