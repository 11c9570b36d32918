import { percent } from '../format/index.js';
import { isInteractive } from './terminal.js';

/** Work on fewer bytes is over before a bar could be read. */
const LARGE = 8 << 20;

/** Does work on `total` bytes that tells how many are done. A person at the terminal sees a bar if that takes a while. */
export async function withProgress<T>(title: string, total: number, quiet: boolean, work: (onProgress: (done: number) => void) => Promise<T>): Promise<T> {
  if (quiet || total <= LARGE || !isInteractive(process.stderr)) return work(() => {});
  const { progress } = await import('@clack/prompts');
  const bar = progress({ max: total, output: process.stderr });
  let shown = 0;
  bar.start(title);
  try {
    return await work((done) => {
      // In words too: where stdout is redirected, the bar has no colours.
      bar.advance(done - shown, `${title} ${percent(Math.min(1, done / total))}`);
      shown = done;
    });
  } finally {
    bar.clear();
  }
}
