// The engine as functions, over one instance that is made when it is first needed.
import { ConfigurationError } from '../errors/index.js';
import { expandWith, Headroom, type BodyResult, type CompressOptions, type CompressResult, type Following } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { Originals } from '../store/index.js';

let instance: Headroom | undefined;

function shared(): Headroom {
  return (instance ??= new Headroom());
}

/** As {@link Headroom.compress}: a pure function of its arguments and the configuration. */
export async function compress<M extends Message>(messages: readonly M[], options?: CompressOptions): Promise<CompressResult<M>> {
  return shared().compress(messages, options);
}

/** As {@link Headroom.compressBody}. */
export async function compressBody<B extends string | Uint8Array>(body: B, options?: CompressOptions): Promise<BodyResult<B>> {
  return shared().compressBody(body, options);
}

/** Compresses several conversations. The results stand in the order of the conversations. */
export async function compressBatch<M extends Message>(conversations: readonly (readonly M[])[], options?: CompressOptions): Promise<CompressResult<M>[]> {
  return Promise.all(conversations.map((messages) => compress(messages, options)));
}

/** What may be set for expanding. */
export interface ExpandOptions extends Following {
  /** Where what was left out is: an instance with a store, or the originals of a scope. */
  store?: Headroom | Originals;
}

/** What a compressed text, or a compressed conversation, was before. */
export function expand(text: string, options?: ExpandOptions): Promise<string>;
export function expand<M extends Message>(messages: readonly M[], options?: ExpandOptions): Promise<M[]>;
export async function expand(input: string | readonly Message[], { store, signal }: ExpandOptions = {}): Promise<string | readonly Message[]> {
  const following = signal ? { signal } : {};
  if (store instanceof Originals) {
    if (typeof input !== 'string' && !Array.isArray(input)) throw new ConfigurationError('`messages` is an array of messages', 'messages');
    return expandWith(input, store, following);
  }
  const headroom = store ?? shared();
  return typeof input === 'string' ? headroom.expand(input, following) : headroom.expand(input, following);
}
