// The user's own data on models.
import { join } from 'node:path';
import { ConfigurationError } from '../errors/index.js';
import { readSettings } from './file.js';
import { configFolder } from './folder.js';
import { objectIn } from './object.js';

/** A user's list of models, by name. */
export interface ConfiguredModels {
  /** The place of the list, in words for an error. */
  readonly source: string;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const FILE = 'models.json';

let found: ConfiguredModels | undefined;
/** The place that was searched when it was read. A file is read once. */
let readFrom: string | undefined;

/**
 * The JSON in HEADROOM_MODELS, or the file that it names. If it is not set, `models.json` in the platform's folder
 * for configuration.
 *
 * @throws `ConfigurationError` if it cannot be read, or is not an object of models.
 */
export function configuredModels(
  env: NodeJS.ProcessEnv = process.env,
  system: string = process.platform,
): ConfiguredModels | undefined {
  const set = env['HEADROOM_MODELS']?.trim();
  const folder = configFolder(env, system);
  const place = set || (folder === undefined ? undefined : join(folder, FILE));
  if (place === readFrom) return found;
  found = place === undefined ? undefined : find(place, Boolean(set));
  readFrom = place;
  return found;
}

function find(place: string, isSet: boolean): ConfiguredModels | undefined {
  if (isSet && place.startsWith('{')) return parsed(place, 'HEADROOM_MODELS');
  const text = readSettings(place);
  if (text !== undefined) return parsed(text, place);
  if (isSet) throw new ConfigurationError(`${place} does not exist: HEADROOM_MODELS names it`, 'HEADROOM_MODELS');
  return undefined;
}

function parsed(text: string, source: string): ConfiguredModels {
  return { source, text, value: objectIn(text, source) };
}
