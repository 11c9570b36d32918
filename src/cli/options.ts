// Options that several commands share.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { HeadroomOptions } from '../headroom/index.js';
import type { CompressOptions, CrushOptions } from '../native/index.js';
import type { How } from './document/index.js';
import type { StoringOptions } from './originals.js';

type Policy = NonNullable<CompressOptions['policy']>;
type Format = NonNullable<CrushOptions['format']>;

const POLICIES: readonly Policy[] = ['agent', 'oneshot'];
const FORMATS: readonly Format[] = ['rows', 'columns', 'text'];

/** The output option. */
export const OUTPUT = ['-o, --output <file>', 'write the result to a file'] as const;

/** Reads a whole number of at least 1. */
export function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Give a whole number, at least 1.');
  return Number(text);
}

/** What a command does with the store that `--store` chooses. */
const STORE = {
  keep: "elide, and keep the originals in this folder, or in the platform's own (default: HEADROOM_STORE, or no store)",
  suppose: 'show what a store would allow to be elided; nothing is stored (default: HEADROOM_STORE, or no store)',
  read: "read the originals from the store in this folder (default: HEADROOM_STORE, or the platform's own)",
  manage: "the folder of the store (default: HEADROOM_STORE, or the platform's own)",
  serve: "the folder of the store that keeps and serves the originals (default: HEADROOM_STORE, or the platform's own)",
} as const;

/** Adds the options that choose the store of elided originals. */
export function storing(command: Command, use: keyof typeof STORE): Command {
  // The option would take a file as its folder that stands behind it.
  const hint = command.registeredArguments.some((own) => own.name() === 'file')
    ? '; write it behind FILE, or as --store=FOLDER'
    : '';
  return command
    .option('--store [folder]', `${STORE[use]}${hint}`)
    .option('--scope <id>', 'the scope of the originals (default: the workspace in this folder)');
}

/** Converts the store options for the library. */
export function stored({ store, scope }: StoringOptions): HeadroomOptions {
  return { ...(store !== undefined && { store }), ...(scope !== undefined && { scope }) };
}

/** The options that {@link compressing} adds. */
export interface CompressingOptions extends StoringOptions {
  policy?: Policy;
  exactOnly?: true;
  query?: string;
  format?: Format;
}

/** Adds the input argument and the options of compression. */
export function compressing(command: Command, use: 'keep' | 'suppose'): Command {
  return storing(input(command), use)
    .addOption(
      new Option(
        '--policy <policy>',
        'what may be elided: agent for a live conversation, oneshot for a single request (default: agent for conversations, oneshot for a text)',
      ).choices(POLICIES),
    )
    .option('--exact-only', 'elide nothing, even if a store is set')
    .option('--query <text>', 'the question that the text is read for: with oneshot, matching parts are kept')
    .addOption(
      new Option(
        '--format <format>',
        'the form of a JSON document: rows and columns are JSON, text is the shortest (default: text)',
      ).choices(FORMATS),
    );
}

/** Adds the input argument. */
export function input(command: Command): Command {
  return command.argument(
    '[file]',
    'a text, a JSON document, or a JSON file with messages or a request body; - or nothing reads stdin',
  );
}

/** Returns the options that were given, for the library. Its configuration decides the others. */
export function chosen(
  { policy, exactOnly, query, format, ...store }: CompressingOptions,
  onProgress?: (done: number) => void,
): How {
  return {
    conversation: {
      ...(policy && { policy }),
      ...(exactOnly && { exactOnly }),
      ...(query !== undefined && { query }),
      ...(onProgress && { onProgress }),
    },
    json: { ...(format && { format }) },
    store: stored(store),
  };
}
