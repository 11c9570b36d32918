// Finds out whether an agent runs mods.
import { spawnSync } from 'node:child_process';
import { programPath, type Agent, type HookPart } from '../../agents/index.js';
import { ownEnvironment } from '../../config/index.js';

/** The time limit for an agent to say its version, in seconds. */
const PATIENCE_S = 5;

/** Why an agent gets no mod. Undefined if it gets one, or if there are no mods for it. */
export function whyNoMod({ hook: { modsSince }, programs }: Agent & { readonly hook: HookPart }): string | undefined {
  if (!modsSince) return undefined;
  if (process.platform === 'win32') return 'it asks over a socket in a folder, which Windows does not have';
  const env = ownEnvironment();
  const program = programs.map((name) => programPath(name, env)).find((path) => path !== undefined);
  if (program === undefined) return `\`${programs[0]}\` is not on the PATH`;
  const { stdout } = spawnSync(program, ['--version'], {
    timeout: PATIENCE_S * 1000,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
  });
  const [said, ...numbers] = /(\d+)\.(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  if (said === undefined) return `\`${programs[0]} --version\` did not say its version within ${PATIENCE_S} seconds`;
  return isOlder(numbers.map(Number), modsSince) ? `${said} is older than ${modsSince.join('.')}` : undefined;
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const at = than.findIndex((number, index) => version[index] !== number);
  return at >= 0 && version[at]! < than[at]!;
}
