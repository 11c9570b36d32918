/** Exit code: the arguments are wrong. */
export const USAGE = 2;
/** Exit code: the work failed. */
export const FAILED = 1;
/** Exit code, as in shells: the program is not on this machine. */
export const NOT_FOUND = 127;

/** A failure that the user can mend. Its message says how. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = FAILED) {
    super(message);
    this.exitCode = exitCode;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is not a folder',
  EACCES: 'permission denied',
  ENOSPC: 'the disk is full',
};

/** The message for a file that could not be read or written. */
export function fileFailure(doing: string, path: string, error: unknown): Failure {
  return new Failure(`cannot ${doing} ${path}: ${reasonOf(error)}`);
}

/** Why a file could not be read or written. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return WORDS[code] ?? message;
}
