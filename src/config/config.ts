// Settings outside of the code: the user's own file, overridden by the environment. Nothing is read from the working
// folder, which may be a checkout of somebody else. No other folder reads the environment.
import { isAbsolute, join } from 'node:path';
import { ConfigurationError } from '../errors/index.js';
import type { CompressOptions } from '../native/index.js';
import { bytesIn, secondsIn, SIZE_FORM, TIME_FORM } from './amounts.js';
import { readSettings } from './file.js';
import { configFolder } from './folder.js';
import { layered } from './layered.js';
import { objectIn } from './object.js';

/** The settings that can be made outside of the code. */
export type Configured = CompressOptions & {
  store?: string | boolean;
  scope?: string;
  storeTtl?: number;
  storeLimit?: number;
};

/** Settings from one place, with the name of that place. */
interface Layer {
  readonly source: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The default path of the settings file, in the user's folder for configuration. HEADROOM_CONFIG overrides it. */
const FILE = 'config.json';

/** Parses the value of a variable. */
type Reader = (text: string, name: string) => unknown;

const VARIABLES: Readonly<Record<string, readonly [option: string, read: Reader]>> = {
  HEADROOM_POLICY: ['policy', String],
  HEADROOM_MODE: ['mode', String],
  HEADROOM_EXACT_ONLY: ['exactOnly', needFlag],
  HEADROOM_HISTORY_MAY_BE_DROPPED: ['historyMayBeDropped', needFlag],
  HEADROOM_IMAGES: ['images', String],
  HEADROOM_STORE: ['store', (text) => flag(text) ?? text],
  HEADROOM_SCOPE: ['scope', String],
  HEADROOM_STORE_TTL: ['storeTtl', needAmount(secondsIn, TIME_FORM)],
  HEADROOM_STORE_LIMIT: ['storeLimit', needAmount(bytesIn, SIZE_FORM)],
};

/**
 * The settings of the environment, completed by the user's file.
 *
 * @param check - throws a `ConfigurationError` for invalid options. The place of the option is added to the error.
 */
export function configured(check: (options: Configured) => void, env: NodeJS.ProcessEnv = process.env): Configured {
  const layers = [...fromFile(env), ...fromEnvironment(env)];
  for (const { source, options } of layers) saying(source, () => check(locating(options)));
  return layers.reduce<Configured>((base, { options }) => layered(base, options), {});
}

function fromFile(env: NodeJS.ProcessEnv): Layer[] {
  const named = env['HEADROOM_CONFIG'];
  const folder = configFolder(env);
  const path = named || (folder && join(folder, FILE));
  const text = path ? readSettings(path) : undefined;
  if (text !== undefined) return [{ source: path!, options: objectIn(text, path!) }];
  if (named) throw new ConfigurationError(`${named} does not exist: HEADROOM_CONFIG names it`, 'HEADROOM_CONFIG');
  return [];
}

function fromEnvironment(env: NodeJS.ProcessEnv): Layer[] {
  return Object.entries(VARIABLES).flatMap(([name, [option, reader]]) =>
    env[name] ? [{ source: name, options: { [option]: reader(env[name], name) } }] : [],
  );
}

/** Parses a word that turns something on or off. Undefined for any other word. */
function flag(text: string): boolean | undefined {
  if (['1', 'true', 'yes', 'on'].includes(text.toLowerCase())) return true;
  return ['0', 'false', 'no', 'off'].includes(text.toLowerCase()) ? false : undefined;
}

function needFlag(text: string, name: string): boolean {
  const value = flag(text);
  if (value === undefined) throw new ConfigurationError(`${name} must be 1 or 0`, name);
  return value;
}

/** Parses an amount with a unit. `form` says how it is written. */
function needAmount(read: (text: string) => number | undefined, form: string): Reader {
  return (text, name) => {
    const value = read(text);
    if (value === undefined) throw new ConfigurationError(`${name}: ${form}`, name);
    return value;
  };
}

/**
 * The folder of a store must not depend on the working folder: each checkout would have another one, and could bring
 * its own.
 */
function locating(options: Readonly<Record<string, unknown>>): Configured {
  const { store } = options;
  if (typeof store === 'string' && store !== ':memory:' && !isAbsolute(store))
    throw new ConfigurationError("option `store`: 1, 0, ':memory:' or the absolute path of a folder", 'store');
  return options as Configured;
}

function saying(source: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!ConfigurationError.isInstance(error)) throw error;
    throw new ConfigurationError(`${error.message} (set by ${source})`, error.option, error.nearest);
  }
}
