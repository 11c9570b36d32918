// Checks whether this program works: its addon and its settings.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { serverToken, stateFolder } from '../../config/index.js';
import { foldersAbove } from '../../files/index.js';
import { reasonOf } from '../failure.js';
import type { Finding } from './finding.js';

/** Checks that the addon loads, compresses and expands. */
export async function checkAddon(): Promise<Finding> {
  const name = 'addon';
  try {
    const { compressText } = await import('../../text/index.js');
    const { compressed } = compressText('the same line\n'.repeat(1000), {}, {});
    if (!compressed) return { name, state: 'problem', said: 'it loads, but does not compress' };
    return {
      name,
      state: 'ok',
      said: `works with Node ${process.version} on ${process.platform}-${process.arch}`,
    };
  } catch (error) {
    return { name, state: 'problem', said: (error as Error).message, advice: 'install the package again' };
  }
}

/** Checks the user's settings, those of the proxy in the environment, and the list of models. */
export async function checkSettings(): Promise<Finding[]> {
  const [{ configuration }, { settingsFrom }, { modelInfo }] = await Promise.all([
    import('../../headroom/index.js'),
    import('../proxy/settings/index.js'),
    import('../../models/index.js'),
  ]);
  let set: string[] = [];
  const problems = [
    problemIn(
      'settings',
      'correct the file that it names, or delete it: `headroom config path` has your own',
      () => (set = Object.keys(configuration())),
    ),
    problemIn('settings', 'correct or unset the variable', () => settingsFrom({}, undefined)),
    problemIn('models', 'correct that list, or move it away', () => modelInfo('')),
  ].flat();
  if (problems.length > 0) return problems;
  return [{ name: 'settings', state: 'ok', said: set.length === 0 ? 'none are set' : `valid: ${set.join(', ')}` }];
}

function problemIn(name: string, advice: string, read: () => unknown): Finding[] {
  try {
    read();
    return [];
  } catch (error) {
    return [{ name, state: 'problem', said: (error as Error).message, advice }];
  }
}

/** Checks that files can be written in the user's folder for state. It is made when it is needed. */
export function checkState(): Finding[] {
  const name = 'state';
  const folder = stateFolder();
  if (folder === undefined)
    return [
      { name, state: 'warning', said: 'there is no folder for state: nothing outlives a process', advice: 'set HOME' },
    ];
  const place = [folder, ...foldersAbove(folder)].find((path) => existsSync(path))!;
  const advice = 'move it away, or set XDG_STATE_HOME to a folder of your own';
  try {
    if (!statSync(place).isDirectory()) return [{ name, state: 'problem', said: `${place} is not a folder`, advice }];
    accessSync(place, constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    return [{ name, state: 'problem', said: `cannot write to ${place}: ${reasonOf(error)}`, advice }];
  }
}

/** A secret that is too short is refused when a proxy starts. */
export function checkToken(): Finding[] {
  const token = serverToken();
  if (token === undefined || token.length >= MIN_TOKEN) return [];
  const said = `HEADROOM_PROXY_TOKEN has fewer than ${MIN_TOKEN} characters`;
  return [{ name: 'token', state: 'problem', said, advice: 'set a longer one, or unset it' }];
}

const MIN_TOKEN = 16;
