import { count, percent, share } from '../../format/index.js';
import { compressText } from '../../text/index.js';
import { table } from '../table.js';
import { SAMPLES } from './samples.js';

/** What compressing a sample took and saved. */
export interface Measured {
  readonly text: string;
  readonly bytes: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly milliseconds: number;
}

/** Compresses each sample this number of times, exactly: nothing is elided. */
export function measure(runs: number): Measured[] {
  return Object.entries(SAMPLES).map(([text, sample]) => {
    let fastest = Number.POSITIVE_INFINITY;
    let result = compressText(sample, { policy: 'agent' }, {});
    for (let at = 0; at < runs; at += 1) {
      const start = performance.now();
      result = compressText(sample, { policy: 'agent' }, {});
      fastest = Math.min(fastest, performance.now() - start);
    }
    const { tokensBefore, tokensAfter } = result;
    return { text, bytes: Buffer.byteLength(sample), tokensBefore, tokensAfter, milliseconds: fastest };
  });
}

/** The same for people. */
export function tableOf(measured: readonly Measured[]): string {
  const numeric = ['bytes', 'tokens', 'after', 'saved', 'ms', 'MB/s'].map((title) => ({ title, numeric: true }));
  const rows = measured.map(({ text, bytes, tokensBefore, tokensAfter, milliseconds }) => [
    text,
    ...[bytes, tokensBefore, tokensAfter].map((number) => count(number)),
    percent(share(tokensBefore - tokensAfter, tokensBefore)),
    milliseconds.toFixed(1),
    (bytes / 1000 / milliseconds).toFixed(1),
  ]);
  return table([{ title: 'text' }, ...numeric], rows, process.stdout);
}
