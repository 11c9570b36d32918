import { percent } from '../format/index.js';
import { isInteractive, printable, writeStyled } from './terminal.js';

/** Work on fewer bytes ends before anybody could read a progress line. */
const LARGE = 8 << 20;
/** Moves the cursor to the start of the line and clears it (ECMA-48: CR, EL). */
const CLEAR = '\r\u001b[K';

/**
 * Does work on `total` bytes that reports the bytes done. A terminal shows the progress in a line, if the work takes
 * a while.
 */
export async function withProgress<T>(
  title: string,
  total: number,
  quiet: boolean,
  work: (onProgress: (done: number) => void) => Promise<T>,
): Promise<T> {
  if (quiet || total <= LARGE || !isInteractive(process.stderr)) return work(() => {});
  const show = (line: string): Promise<void> => writeStyled(process.stderr, CLEAR + line);
  // Some work never reports progress, such as a single long text.
  const doing = `${printable(title)} …`;
  await show(doing);
  try {
    return await work((done) => void (done > 0 && show(`${doing} ${percent(Math.min(1, done / total))}`)));
  } finally {
    await show('');
  }
}
