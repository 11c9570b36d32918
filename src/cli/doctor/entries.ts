// Checks whether the entries in the agents' files still start this program.
import { existsSync } from 'node:fs';
import { editorFor, Journal, readConfig, type ConfigFormat, type Entry } from '../../files/index.js';
import { isRecord, parsed } from '../../providers/index.js';
import { Failure } from '../failure.js';
import type { Finding } from './finding.js';

/** How the entries of each purpose are made again. */
const PURPOSES: Readonly<Record<string, (name: string) => string>> = {
  mcp: (name) => `run \`headroom mcp install ${name}\` again`,
  hook: (name) => `run \`headroom hook install ${name}\` again`,
  statusline: () => 'run `headroom statusline install` again',
  service: () => 'run `headroom proxy --install-service` again, with its options',
};

/** An entry has the full path of this program, which may be gone after an update of Node. */
export function checkEntries(): Finding[] {
  return Object.entries(PURPOSES).flatMap(([purpose, adviceFor]) =>
    Journal.all(purpose).map(({ name, change: { path, format, entries } }): Finding => {
      const searched = purpose === 'service' ? pathsInService : format === 'whole' ? pathsInCode : pathsIn;
      const gone = entries.flatMap(({ value }) => searched(value)).find((file) => !existsSync(file));
      const advice = adviceFor(name);
      if (gone !== undefined)
        return { name: purpose, state: 'problem', said: `${name}: ${path} starts ${gone}, which is not there`, advice };
      const missing = missingIn(path, format, entries);
      if (missing === undefined) return { name: purpose, state: 'ok', said: `${name}: set up in ${path}` };
      return { name: purpose, state: 'problem', said: `${name}: ${missing}`, advice };
    }),
  );
}

/** Why the entries are not in a file. Undefined if they are, or were changed since. */
function missingIn(path: string, format: ConfigFormat, entries: readonly Entry[]): string | undefined {
  try {
    const { text } = readConfig(path);
    const isMissing = entries.some((entry) => editorFor(format).find(text, entry) === undefined);
    return isMissing ? `${path} does not have it any more` : undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `${path}: ${error.message}`;
  }
}

/** Finds full paths of programs and scripts in an entry: whole strings, and words of commands. */
function pathsIn(value: unknown): string[] {
  if (isRecord(value) || Array.isArray(value)) return Object.values(value).flatMap(pathsIn);
  if (typeof value !== 'string' || existsSync(value)) return [];
  return (value.match(WORD) ?? []).map(unquoted).filter(isFull);
}

/** Finds them in the text of a plugin, which writes each as a string of JSON. */
function pathsInCode(text: unknown): string[] {
  return (String(text).match(LITERAL) ?? []).map(parsed).filter(isFull);
}

/** Finds the program and the script in the file of a service. What follows may name files that do not exist yet. */
function pathsInService(text: unknown): string[] {
  const unit = /^ExecStart=(.*)$/m.exec(String(text))?.[1];
  const words = unit?.match(WORD)?.map(unquoted);
  const strings = Array.from(String(text).matchAll(/<(?:string|Command)>([^<]*)</g), ([, own]) => own);
  return (words ?? strings).filter(isFull).slice(0, 2);
}

function unquoted(word: string): string {
  return word.replace(/'([^']*)'|"([^"]*)"|\\'/g, (_, single?: string, double?: string) => single ?? double ?? "'");
}

function isFull(word: unknown): word is string {
  return typeof word === 'string' && /^(?:\/|[A-Za-z]:\\)/.test(word);
}

/** A word of a command line, parts of which may be quoted. */
const WORD = /(?:'[^']*'|"[^"]*"|\\'|[^\s"'])+/g;
/** A string in the text of a program. */
const LITERAL = /"(?:[^"\\\n]|\\.)*"/g;
