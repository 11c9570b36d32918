// What is known of the terminal: the only place that looks at it.
import type { ReadStream, WriteStream } from 'node:tty';
import { FAILED, fileFailure } from './failure.js';

/** Whether a person sits at the other end. */
export function isInteractive(stream: WriteStream | ReadStream): boolean {
  return stream.isTTY === true;
}

/** Marks a part of a text. */
export type Style = (text: string) => string;
/** How to mark what. */
export type Styles = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'cyan', Style>>;

const plain: Style = (text) => text;
const sgr = (on: number, off: number): Style => (text) => `\u001b[${on}m${text}\u001b[${off}m`;
const COLOURS: Styles = { bold: sgr(1, 22), dim: sgr(2, 22), red: sgr(31, 39), green: sgr(32, 39), cyan: sgr(36, 39) };

/** How parts of a text are marked on a stream: not at all where it is no terminal, or one without colours (Node heeds NO_COLOR). */
export function stylesFor(stream: WriteStream): Styles {
  if (isInteractive(stream) && stream.hasColors()) return COLOURS;
  return { bold: plain, dim: plain, red: plain, green: plain, cyan: plain };
}

/** A text without control characters, which could steer the terminal: blanks stand in their places. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** Writes all of it before the promise is fulfilled. */
export function write(stream: WriteStream, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => stream.write(data, () => resolve()));
}

/** A reader that has seen enough (`| head`) ends the program, and that is no failure. What else cannot be written is. */
export function endWithItsReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      process.stderr.write(`headroom: ${fileFailure('write', 'the output', error).message}\n`);
      process.exit(FAILED);
    });
  }
}
