// Reads settings from the options, then from the environment, then from the file that --config names.
import { isAbsolute } from 'node:path';
import { Option, type Command } from 'commander';
import { proxyVariables, tomlSettings } from '../../../config/index.js';
import { ConfigurationError, nearestOf } from '../../../errors/index.js';
import { Failure, USAGE } from '../../failure.js';
import type { AnySetting } from './setting.js';
import { SETTINGS } from './table.js';
import type { Values } from './types.js';

const ALL = Object.entries(SETTINGS) as [keyof Values, AnySetting][];

/** Adds an option for each setting that has one. */
export function addSettings(command: Command): void {
  for (const [, { name, short, alias, value, isOption, env, choices, isList, read, fallback, help }] of ALL) {
    if (isOption === false) continue;
    const preset = env === undefined ? fallback : `${env} or ${fallback}`;
    const option = new Option(`${short ? `-${short}, ` : ''}--${name} ${value}`, `${help} (default: ${preset})`);
    if (choices) option.choices(choices);
    else
      option.argParser((text: string, before: unknown) =>
        isList ? [...((before as []) ?? []), read(text)] : read(text),
      );
    command.addOption(option);
    if (alias !== undefined) command.addOption(aliased(alias, name, value).argParser(read).hideHelp());
  }
}

function aliased(alias: string, name: string, value: string = ''): Option {
  return new Option(`--${alias} ${value}`, `the same as --${name}`);
}

/**
 * The settings that have a value anywhere. `options` are those of the command line. @throws {@link Failure} or
 * `ConfigurationError` if a value is invalid.
 */
export function settingsFrom(
  options: Partial<Values>,
  file: string | undefined,
  env?: NodeJS.ProcessEnv,
): Partial<Values> {
  const set = options as Readonly<Record<string, unknown>>;
  const variables = proxyVariables(
    ALL.flatMap(([, own]) => own.env ?? []),
    env,
  );
  const inFile = file === undefined ? new Map<string, readonly string[]>() : tomlSettings(file);
  refuseUnknown(inFile.keys(), file);
  const values = ALL.map(([key, setting]) => {
    const { env, name, alias } = setting;
    const variable = env === undefined ? undefined : variables.get(env);
    const texts = inFile.get(name);
    // All values are checked, also those that another place overrides. Otherwise a mistake would show only later.
    const below = texts && valueIn(setting, texts, `${file}: \`${name}\``, false);
    const own = variable === undefined ? undefined : valueIn(setting, split(setting, variable), env!, true);
    const other = alias === undefined ? undefined : set[aliased(alias, name).attributeName()];
    return [key, set[key] ?? other ?? own ?? below];
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Partial<Values>;
}

function split({ isList }: AnySetting, text: string): string[] {
  return isList ? text.split(/[\s,]+/).filter(Boolean) : [text];
}

function valueIn(setting: AnySetting, texts: readonly string[], place: string, mayShow: boolean): unknown {
  const { isList, isOption, isPath, read } = setting;
  if (!isList && texts.length !== 1) throw new Failure(`${place}: Give one value.`, USAGE);
  const values = texts.map((text) => {
    try {
      const value = read(text);
      if (isPath && typeof value === 'string' && !isAbsolute(value) && !WORDS.has(value))
        throw new Error('Give an absolute path.');
      return value;
    } catch (error) {
      const shown = mayShow && isOption !== false ? ` is '${text}'.` : ':';
      throw new Failure(`${place}${shown} ${(error as Error).message}`, USAGE);
    }
  });
  return isList ? values : values[0];
}

/** Words that settings accept in place of a path. */
const WORDS: ReadonlySet<string> = new Set([':memory:', 'none']);

function refuseUnknown(names: Iterable<string>, file: string | undefined): void {
  const known = ALL.map(([, { name }]) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const nearest = nearestOf(name, known);
    const meant = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
    throw new ConfigurationError(`${file}: unknown setting \`${name}\`${meant}`, name, nearest);
  }
}
