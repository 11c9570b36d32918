// The engine as functions, over one instance that is made when it is first needed.
import { ANY, FLAG, optionsOf, SIGNAL, type Checks } from '../errors/index.js';
import {
  expandMessages,
  expandSettings,
  expandText,
  Headroom,
  Snapshot,
  type ExpandSettings,
  type BodyResult,
  type CompressDocumentsOptions,
  type CompressedDocument,
  type CompressOptions,
  type CompressResult,
} from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { Originals } from '../store/index.js';

let instance: Headroom | undefined;

function shared(): Headroom {
  return (instance ??= new Headroom());
}

/**
 * Makes the tool results of a conversation cheaper. The other parts of it are passed on unchanged. It is a pure
 * function of its arguments and the configuration.
 *
 * @param messages - in the shape of any provider. They are not changed; unchanged messages come back as the same
 * objects.
 * @returns the messages to send. {@link expand} gives the originals back.
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type, and the reason of `signal` if
 * it cancels the work.
 *
 * @example
 * ```ts
 * import { compress } from '@headroom/native';
 *
 * const result = await compress(messages);
 * await anthropic.messages.create({ model, max_tokens: 1024, tools, messages: result.messages });
 * console.log(result.tokensBefore, result.tokensAfter);
 * ```
 */
export async function compress<M extends Message>(
  messages: readonly M[],
  options?: CompressOptions,
): Promise<CompressResult<M>> {
  return shared().compress(messages, options);
}

/**
 * Compresses the body of a request to a provider, without changing any byte but those of the texts that become
 * cheaper.
 *
 * @param body - JSON as a string, or UTF-8. The result has the same type.
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { compressBody } from '@headroom/native';
 *
 * const request = JSON.stringify({ model, max_tokens: 1024, messages });
 * const { body, skipped } = await compressBody(request);
 * console.log(skipped, body.length < request.length); // undefined true
 * ```
 */
export async function compressBody<B extends string | Uint8Array>(
  body: B,
  options?: CompressOptions,
): Promise<BodyResult<B>> {
  return shared().compressBody(body, options);
}

/**
 * As {@link compress}, for several conversations. None refers to another.
 *
 * @returns one result for each conversation, in order.
 *
 * @example
 * ```ts
 * import { compressBatch } from '@headroom/native';
 *
 * const results = await compressBatch([messages, messages.slice(0, 3)]);
 * console.log(results.map(({ tokensSaved }) => tokensSaved));
 * ```
 */
export async function compressBatch<M extends Message>(
  conversations: readonly (readonly M[])[],
  options?: CompressOptions,
): Promise<CompressResult<M>[]> {
  return shared().compressBatch(conversations, options);
}

/**
 * Chooses among the documents that a retriever found: at most ten that match the query are kept, without copies of each
 * other. {@link Headroom.compressDocuments} with a store also elides sentences of the chosen documents.
 *
 * @returns the documents to send, in the order in which they were given.
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { compressDocuments } from '@headroom/native';
 *
 * const pages = ['Rates are updated every hour.', 'Cats sleep most of the day.'];
 * const kept = await compressDocuments(pages, { query: 'When are rates updated?' });
 * console.log(kept.map(({ index, relevance }) => [index, relevance])); // [ [ 0, 1 ] ]
 * ```
 */
export async function compressDocuments(
  documents: readonly string[],
  options: CompressDocumentsOptions,
): Promise<CompressedDocument[]> {
  return shared().compressDocuments(documents, options);
}

/** Options for expanding. */
export interface ExpandOptions extends ExpandSettings {
  /** The originals of elided text: an instance with a store, or the originals of a scope. */
  store?: Headroom | Originals;
}

const CHECKS: Checks<ExpandOptions> = {
  frozenMessageCount: ANY,
  toolProfiles: ANY,
  compressUserDocuments: FLAG,
  signal: SIGNAL,
  allowMissing: FLAG,
  store: {
    wanted: 'an instance of Headroom, or the originals of a scope',
    fits: (store) => store instanceof Headroom || store instanceof Originals,
  },
};

/**
 * Restores the original of a compressed text, or of a compressed conversation.
 *
 * @throws `StorageError` if an elided original is not in the store.
 *
 * @example
 * ```ts
 * import { compress, expand } from '@headroom/native';
 *
 * const { messages: sent } = await compress(messages);
 * const originals = await expand(sent);
 * console.log(JSON.stringify(originals) === JSON.stringify(messages)); // true
 * ```
 */
export function expand(text: string, options?: ExpandOptions): Promise<string>;
export function expand<M extends Message>(messages: readonly M[], options?: ExpandOptions): Promise<M[]>;
export async function expand(
  input: string | readonly Message[],
  options?: ExpandOptions,
): Promise<string | readonly Message[]> {
  const { store = shared(), ...settings } = optionsOf(options, CHECKS);
  if (store instanceof Headroom)
    return typeof input === 'string' ? store.expand(input, settings) : store.expand(input, settings);
  const own = expandSettings(settings);
  return typeof input === 'string' ? expandText(input, own, store) : expandMessages(Snapshot.take(input), own, store);
}
