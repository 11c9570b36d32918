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
const sgr =
  (on: number, off: number): Style =>
  (text) =>
    `\u001b[${on}m${text}\u001b[${off}m`;
const COLOURS: Styles = { bold: sgr(1, 22), dim: sgr(2, 22), red: sgr(31, 39), green: sgr(32, 39), cyan: sgr(36, 39) };

/** How parts of a text are marked on a stream: not at all where it is no terminal, or one without colours (Node heeds NO_COLOR). */
export function stylesFor(stream: WriteStream): Styles {
  if (isInteractive(stream) && stream.hasColors()) return COLOURS;
  return { bold: plain, dim: plain, red: plain, green: plain, cyan: plain };
}

/** What could steer a terminal or turn around what it shows: control characters, line and paragraph separators, and controls of the bidirectional algorithm. */
const STEERING = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text for one line of a terminal: blanks stand in the places of what could steer it. */
export function printable(text: string): string {
  return text.toWellFormed().replace(STEERING, ' ');
}

/** The same for several lines, which may have tabs. */
export function printableLines(text: string): string {
  return text.toWellFormed().replace(STEERING, (sign) => (sign === '\n' || sign === '\t' ? sign : ' '));
}

/** Writes all of it before the promise is fulfilled: to a pipe or a file as it is, to a terminal what can be shown there. */
export function write(stream: WriteStream, data: string | Uint8Array): Promise<void> {
  const shown = isInteractive(stream)
    ? printableLines(typeof data === 'string' ? data : new TextDecoder().decode(data))
    : data;
  return writeStyled(stream, shown);
}

/** Writes a text of our own, in which styles are and nothing else that could steer a terminal. */
export function writeStyled(stream: WriteStream, data: string | Uint8Array): Promise<void> {
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

/** Warnings are said as errors are, in a line that cannot steer the terminal. Node would add its process id and where they come from. */
export function sayWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ message }) => process.stderr.write(`headroom: warning: ${printable(message)}\n`));
}
