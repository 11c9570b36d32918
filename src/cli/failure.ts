import { FAILED, Failure, USAGE } from '../failure/index.js';

export { FAILED, Failure, fileFailure, NOT_FOUND, reasonOf, USAGE } from '../failure/index.js';

/**
 * Advice that only the command line can give, by error code. It is printed after the error's message. `store` is the
 * option of the command, so that the advice is about the same store.
 */
const HINTS: Readonly<Record<string, (store: unknown) => Promise<string>>> = {
  'retrieve/unknown': async (store) => {
    const { lineOf } = await import('../agents/index.js');
    const args = ['store', 'list', '--all', ...storeOption(store)];
    return ` \`${lineOf({ command: 'headroom', args })}\` lists the originals of all scopes.`;
  },
};

/** Returns the message to print for an error, and the exit code. `options` are those of the command. */
export async function explainFailure(
  error: unknown,
  options: Readonly<Record<string, unknown>>,
): Promise<{ line: string; exitCode: number }> {
  // The errors are imported late: they load the addon, which may be what failed.
  const debugging = await import('../config/index.js').then(
    (config) => config.debugging(),
    () => false,
  );
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const hint = await HINTS[codeOf(error)]?.(options['store']);
  return { line: (debugging && stack) || `${message}${hint ?? ''}`, exitCode: exitCodeOf(error) };
}

function storeOption(store: unknown): string[] {
  if (typeof store === 'string') return [`--store=${store}`];
  return store === undefined ? [] : ['--store'];
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Failure) return error.exitCode;
  return codeOf(error) === 'configuration' && !isTaken(error) ? USAGE : FAILED;
}

/** Whether an address cannot be listened on. The command line is right then. */
function isTaken(error: unknown): boolean {
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  return cause?.syscall === 'listen';
}

/** Reads the error's code. Checking the class would load the addon. */
function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}
