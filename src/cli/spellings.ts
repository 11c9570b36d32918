// Command lines from the documentation of `headroom-ai`, in the words of this program. They are in no help.
import { Failure, USAGE } from './failure.js';

/** The subcommands that are flags of `cache` there. */
const OF_STORE: Readonly<Record<string, string>> = { '--list': 'list', '--clear': 'clear' };

/** Translates a command line. @throws {@link Failure} for a flag that has no counterpart. */
export function inOwnWords(argv: readonly string[]): readonly string[] {
  const [command, ...rest] = argv;
  if (command === 'retrieve')
    return [command, ...rest.filter((word) => word !== '--key').map((word) => word.replace(/^--key=/, ''))];
  if (command !== 'cache' && command !== 'store') return argv;
  if (rest.some((word) => /^--ttl(?:=|$)/.test(word)))
    throw new Failure(
      '`--ttl` is a setting of all commands that use the store: `headroom config set storeTtl SECONDS`, or HEADROOM_STORE_TTL=7d',
      USAGE,
    );
  const flag = rest.find((word) => Object.hasOwn(OF_STORE, word));
  return flag === undefined ? argv : [command, OF_STORE[flag]!, ...rest.filter((word) => word !== flag)];
}
