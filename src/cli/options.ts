// Options that several commands have.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { HeadroomOptions } from '../headroom/index.js';
import type { CompressOptions, CrushOptions } from '../native/index.js';
import type { How } from './document/index.js';
import type { StoringOptions } from './originals.js';

type Policy = NonNullable<CompressOptions['policy']>;
type Format = NonNullable<CrushOptions['format']>;

const POLICIES: readonly Policy[] = ['agent', 'oneshot'];
const FORMATS: readonly Format[] = ['rows', 'columns', 'text'];

/** Where the result goes. */
export const OUTPUT = ['-o, --output <file>', 'write the result to a file'] as const;

/** Reads a whole number from 1 on. */
export function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1 on.');
  return Number(text);
}

/** Adds where texts are kept that something is left out of. */
export function storing(command: Command): Command {
  return command
    .option(
      '--store [folder]',
      "keep texts that something is left out of: in this folder, or the platform's own; behind the FILE, or as --store=FOLDER",
    )
    .option('--scope <id>', 'whose texts they are (default: the workspace in this folder)');
}

/** The same, for the library. */
export function stored({ store, scope }: StoringOptions): HeadroomOptions {
  return { ...(store !== undefined && { store }), ...(scope !== undefined && { scope }) };
}

/** What {@link compressing} adds. */
export interface CompressingOptions extends StoringOptions {
  policy?: Policy;
  exactOnly?: true;
  query?: string;
  format?: Format;
}

/** Adds the input, and how to compress it. */
export function compressing(command: Command): Command {
  return storing(input(command))
    .addOption(
      new Option(
        '--policy <policy>',
        'agent: a live conversation; oneshot: a single request (default: agent for conversations, oneshot for a text)',
      ).choices(POLICIES),
    )
    .option('--exact-only', 'leave nothing out, even recoverably')
    .option(
      '--query <text>',
      'what it is read for: what fits it stays; where something may be left out of a single request',
    )
    .addOption(
      new Option(
        '--format <format>',
        'how to write a JSON document: rows and columns are JSON, text is the smallest (default: text)',
      ).choices(FORMATS),
    );
}

/** Adds the input. */
export function input(command: Command): Command {
  return command.argument(
    '[file]',
    'a text, a JSON document, or a JSON file with messages (Anthropic or OpenAI); - or none: what is piped in',
  );
}

/** What was chosen, for the library. What was not chosen is left to its configuration. */
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
