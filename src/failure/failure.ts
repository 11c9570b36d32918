/** Exit code: what was asked for does not make sense. */
export const USAGE = 2;
/** Exit code: it made sense and could not be done. */
export const FAILED = 1;
/** Exit code: the program that was to be run is not on this machine, as shells have it. */
export const NOT_FOUND = 127;

/** Something the user can put right. Its message says what. */
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

/** That a file could not be read or written, in words. */
export function fileFailure(doing: string, path: string, error: unknown): Failure {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new Failure(`cannot ${doing} ${path}: ${WORDS[code] ?? message}`);
}
