// Settings outside of the code. This folder alone reads the environment.
import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../errors/index.js';
import type { CompressOptions } from '../native/index.js';
import { objectIn } from './object.js';

/** What can be set outside of the code. */
export type Configured = CompressOptions & { store?: string | true; scope?: string };

/** Where settings are read from unless HEADROOM_CONFIG says otherwise, in the working folder. */
const FILE = 'headroom.json';

/** What is set by a file and, where that is silent, by the environment. The addon checks names and values. */
export function configured(env: NodeJS.ProcessEnv = process.env): Configured {
  return { ...fromEnvironment(env), ...fromFile(env['HEADROOM_CONFIG'] ?? FILE, env['HEADROOM_CONFIG'] !== undefined) };
}

function fromEnvironment(env: NodeJS.ProcessEnv): Configured {
  const options: Record<string, unknown> = {};
  if (env['HEADROOM_POLICY']) options['policy'] = env['HEADROOM_POLICY'];
  if (env['HEADROOM_MODE']) options['mode'] = env['HEADROOM_MODE'];
  if (env['HEADROOM_EXACT_ONLY']) options['exactOnly'] = flag('HEADROOM_EXACT_ONLY', env['HEADROOM_EXACT_ONLY']);
  if (env['HEADROOM_HISTORY_MAY_BE_DROPPED']) options['historyMayBeDropped'] = flag('HEADROOM_HISTORY_MAY_BE_DROPPED', env['HEADROOM_HISTORY_MAY_BE_DROPPED']);
  if (env['HEADROOM_STORE']) options['store'] = env['HEADROOM_STORE'] === '1' ? true : env['HEADROOM_STORE'];
  if (env['HEADROOM_SCOPE']) options['scope'] = env['HEADROOM_SCOPE'];
  return options as Configured;
}

function flag(name: string, text: string): boolean {
  if (['1', 'true', 'yes', 'on'].includes(text.toLowerCase())) return true;
  if (['0', 'false', 'no', 'off'].includes(text.toLowerCase())) return false;
  throw new ConfigurationError(`${name} is 1 or 0, not ${JSON.stringify(text)}`, name);
}

function fromFile(path: string, wanted: boolean): Configured {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (!wanted && (error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new ConfigurationError(`cannot read ${path}: ${(error as Error).message}`, 'HEADROOM_CONFIG');
  }
  return objectIn(text, path);
}
