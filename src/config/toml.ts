// A settings file in TOML that the user names.
import { parse } from 'smol-toml';
import { ConfigurationError } from '../errors/index.js';
import { readSettings } from './file.js';

/**
 * The settings of a file, as texts by key. A list has several texts, and a table has `NAME=VALUE` for each of its
 * keys.
 */
export type TomlSettings = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a file, under the rules for all configuration files. @throws `ConfigurationError` that names the place, but
 * no value.
 */
export function tomlSettings(path: string): TomlSettings {
  const text = readSettings(path);
  if (text === undefined) throw new ConfigurationError(`${path} does not exist`, path);
  return new Map(Object.entries(parsed(path, text)).map(([key, value]) => [key, textsIn(path, key, value)]));
}

function parsed(path: string, text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    // The parser's message shows the lines around the error, which may contain a secret.
    const { line, column } = error as { line?: number; column?: number };
    throw new ConfigurationError(`${path} is not TOML (line ${line}, column ${column})`, path);
  }
}

function textsIn(path: string, key: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.map((own) => textIn(path, key, own));
  if (isTable(value)) return Object.entries(value).map(([name, own]) => `${name}=${textIn(path, key, own)}`);
  return [textIn(path, key, value)];
}

function textIn(path: string, key: string, value: unknown): string {
  if (['string', 'number', 'bigint', 'boolean'].includes(typeof value)) return String(value);
  throw new ConfigurationError(`${path}: \`${key}\` is a text, a number, true or false, or a list of these`, key);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
