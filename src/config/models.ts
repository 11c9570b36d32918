// Where a user says what they know better about models.
import { readFileSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { ConfigurationError } from '../errors/index.js';
import { objectIn } from './object.js';

/** A user's list of models, by name. */
export interface ConfiguredModels {
  /** Where it was found, in words for an error. */
  readonly source: string;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const FILE = 'models.json';

let read: ConfiguredModels | undefined;
/** Where it was looked for when it was read: a file is read once. */
let readFrom: string | undefined;

/**
 * What HEADROOM_MODELS holds as JSON, or the file that it names; where it is not set, `models.json` in the platform's folder for configuration.
 *
 * @throws {@link ConfigurationError} where it cannot be read, or is no object of models.
 */
export function configuredModels(env: NodeJS.ProcessEnv = process.env, system: string = process.platform): ConfiguredModels | undefined {
  const set = env['HEADROOM_MODELS']?.trim();
  const folder = configFolder(env, system);
  const place = set || (folder === undefined ? undefined : join(folder, FILE));
  if (place === readFrom) return read;
  read = place === undefined ? undefined : find(place, Boolean(set));
  readFrom = place;
  return read;
}

/**
 * The folder for a user's configuration, as the XDG Base Directory Specification, Apple's File System Programming Guide and Windows' known folders have it;
 * undefined where there is none, as for a user without a home.
 */
export function configFolder(env: NodeJS.ProcessEnv, system: string): string | undefined {
  const { isAbsolute, join: joined } = system === 'win32' ? win32 : posix;
  // A path that is not absolute is to be ignored, says the specification.
  const absolute = (name: string): string | undefined => (env[name] && isAbsolute(env[name]) ? env[name] : undefined);
  const home = absolute('HOME');
  const under = (...path: string[]): string | undefined => home && joined(home, ...path);
  const config = system === 'win32' ? absolute('APPDATA') : system === 'darwin' ? under('Library', 'Application Support') : (absolute('XDG_CONFIG_HOME') ?? under('.config'));
  return config && joined(config, 'headroom');
}

function find(place: string, isSet: boolean): ConfiguredModels | undefined {
  if (isSet && place.startsWith('{')) return parsed(place, 'HEADROOM_MODELS');
  try {
    return parsed(readFileSync(place, 'utf8'), place);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    if (!isSet && ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new ConfigurationError(`cannot read ${place}: ${(error as Error).message}`, 'HEADROOM_MODELS', undefined, { cause: error });
  }
}

function parsed(text: string, source: string): ConfiguredModels {
  return { source, text, value: objectIn(text, source) };
}
