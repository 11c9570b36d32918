// Batches of requests, which Anthropic answers later.
import type { CompressOptions, Headroom } from '../headroom/index.js';
import { elementsIn, membersIn, type Span } from './fields.js';

/** A batch whose requests were compressed. */
export interface CompressedBatch {
  /** The given source if nothing changed. */
  readonly body: Buffer;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/**
 * Compresses each request of a batch by itself. Nothing is elided, because nobody answers calls of `headroom_retrieve`
 * in a batch.
 *
 * @param requests - the list of requests.
 */
export async function compressBatch(
  source: Buffer,
  requests: Span | undefined,
  headroom: Pick<Headroom, 'compressBody'>,
  options: CompressOptions,
): Promise<CompressedBatch> {
  const pieces: Buffer[] = [];
  let [at, tokensBefore, tokensAfter] = [0, 0, 0];
  for (const request of requests ? elementsIn(source, requests) : []) {
    const params = membersIn(source, request.start)?.findLast(({ name }) => name === 'params')?.value;
    if (!params) continue;
    const result = await headroom.compressBody(source.subarray(params.start, params.end), {
      ...options,
      exactOnly: true,
    });
    tokensBefore += result.tokensBefore + result.imageTokensBefore;
    tokensAfter += result.tokensAfter + result.imageTokensAfter;
    if (!result.compressed) continue;
    pieces.push(source.subarray(at, params.start), result.body);
    at = params.end;
  }
  return { body: at === 0 ? source : Buffer.concat([...pieces, source.subarray(at)]), tokensBefore, tokensAfter };
}
