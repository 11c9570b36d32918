// Everything that depends on the terminal: colours, widths, control characters. No other file asks the terminal.
import type { ReadStream, WriteStream } from 'node:tty';
import { FAILED, fileFailure } from './failure.js';

/** True if a person reads the stream: it is a terminal. */
export function isInteractive(stream: WriteStream | ReadStream): boolean {
  return stream.isTTY === true;
}

/** Adds a style to a part of a text. */
export type Style = (text: string) => string;
/** The styles by their use. */
export type Styles = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'cyan', Style>>;

const plain: Style = (text) => text;
const sgr =
  (on: number, off: number): Style =>
  (text) =>
    `\u001b[${on}m${text}\u001b[${off}m`;
const COLOURS: Styles = { bold: sgr(1, 22), dim: sgr(2, 22), red: sgr(31, 39), green: sgr(32, 39), cyan: sgr(36, 39) };

/** The styles for a stream. They add nothing if it is no terminal, or one without colours (Node respects NO_COLOR). */
export function stylesFor(stream: WriteStream): Styles {
  if (isInteractive(stream) && stream.hasColors()) return COLOURS;
  return { bold: plain, dim: plain, red: plain, green: plain, cyan: plain };
}

/**
 * Characters that could control a terminal or reorder what it shows: control characters, line and paragraph
 * separators, and bidirectional controls.
 */
const STEERING = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Makes a text safe for one line of a terminal: control characters become spaces. */
export function printable(text: string): string {
  return text.toWellFormed().replace(STEERING, ' ');
}

/** Makes several lines safe for a terminal. Tabs stay. */
export function printableLines(text: string): string {
  return text.toWellFormed().replace(STEERING, (sign) => (sign === '\n' || sign === '\t' ? sign : ' '));
}

/**
 * Writes a text and waits until all of it is written. A pipe or a file gets it unchanged; a terminal gets the safe
 * form.
 */
export function write(stream: WriteStream, data: string | Uint8Array): Promise<void> {
  const shown = isInteractive(stream)
    ? printableLines(typeof data === 'string' ? data : new TextDecoder().decode(data))
    : data;
  return writeStyled(stream, shown);
}

/** Writes a text of our own, which has styles and no other control characters. */
export function writeStyled(stream: WriteStream, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => stream.write(data, () => resolve()));
}

/** Ends the program quietly if the reader of the output has gone (`| head`). Any other failure to write is an error. */
export function endWithItsReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      process.stderr.write(`headroom: ${fileFailure('write', 'the output', error).message}\n`);
      process.exit(FAILED);
    });
  }
}

/** Prints warnings like errors: in one safe line. Node would add its process id and the place in the code. */
export function sayWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ message }) => process.stderr.write(`headroom: warning: ${printable(message)}\n`));
}
