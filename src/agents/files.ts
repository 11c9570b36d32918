// Reads addresses from the files of the user. A file that cannot be read says nothing: its agent cannot read it, either.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { foldersAbove, readConfig } from '../files/index.js';
import { isRecord, type Fields } from '../providers/index.js';

/** The fields of a JSON file, which may have comments. */
export function jsonIn(file: string): Fields {
  return fieldsIn(file, (text) => parseJson(text, [], { allowTrailingComma: true }));
}

/** The fields of a TOML file. */
export function tomlIn(file: string): Fields {
  return fieldsIn(file, parseToml);
}

/** A variable in the first of several files of the form `NAME=value` that sets it, and that file. */
export function variableIn(name: string, ...files: string[]): { url: unknown; from: string } | undefined {
  const found = files.map((from) => ({ url: fieldsIn(from, parseEnv)[name], from }));
  return found.find(({ url }) => url);
}

/** The same in a file of the project in the working folder, which goes before one of the user. */
export function variableInProject(
  name: string,
  home: string,
  ...names: string[]
): (ReturnType<typeof variableIn> & { isProject: true }) | undefined {
  const found = variableIn(name, ...projectFiles(home, ...names));
  return found && { ...found, isProject: true };
}

/** Files of these names in the working folder and those above it, the nearest first. The user's home is no project. */
export function projectFiles(home: string, ...names: string[]): string[] {
  const folder = process.cwd();
  const folders = [folder, ...foldersAbove(folder)];
  const end = folders.indexOf(realOf(home));
  return folders.slice(0, end < 0 ? folders.length : end).flatMap((own) => names.map((name) => join(own, name)));
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** The texts at the top level of a YAML file, as far as each is on one line. */
export function linesIn(file: string): Fields {
  return fieldsIn(file, (text) =>
    Object.fromEntries(
      Array.from(text.matchAll(LINE), ([, key, double, single, plain]) => [key, double ?? single ?? plain]),
    ),
  );
}

/** A key and its text, which may be quoted, and a comment. */
const LINE = /^([\w-]+):[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'#]\S*))[ \t]*(?:#.*)?\r?$/gm;

/** The value at a path. Undefined if there is none. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce(
    (inner: unknown, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

function fieldsIn(file: string, parse: (text: string) => unknown): Fields {
  try {
    const value = parse(readConfig(file).text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
