// The engine as functions, over one instance that is made when it is first needed.
import { ANY, optionsOf, SIGNAL, type Checks } from '../errors/index.js';
import {
  expandMessages,
  expandSettings,
  expandText,
  Headroom,
  Snapshot,
  type ExpandSettings,
  type BodyResult,
  type CompressOptions,
  type CompressResult,
} from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { Originals } from '../store/index.js';

let instance: Headroom | undefined;

function shared(): Headroom {
  return (instance ??= new Headroom());
}

/** As {@link Headroom.compress}: a pure function of its arguments and the configuration. */
export async function compress<M extends Message>(
  messages: readonly M[],
  options?: CompressOptions,
): Promise<CompressResult<M>> {
  return shared().compress(messages, options);
}

/** As {@link Headroom.compressBody}. */
export async function compressBody<B extends string | Uint8Array>(
  body: B,
  options?: CompressOptions,
): Promise<BodyResult<B>> {
  return shared().compressBody(body, options);
}

/** As {@link Headroom.compressBatch}. */
export async function compressBatch<M extends Message>(
  conversations: readonly (readonly M[])[],
  options?: CompressOptions,
): Promise<CompressResult<M>[]> {
  return shared().compressBatch(conversations, options);
}

/** What may be set for expanding. */
export interface ExpandOptions extends ExpandSettings {
  /** Where what was left out is: an instance with a store, or the originals of a scope. */
  store?: Headroom | Originals;
}

const CHECKS: Checks<ExpandOptions> = {
  frozenMessageCount: ANY,
  toolProfiles: ANY,
  signal: SIGNAL,
  store: {
    wanted: 'an instance of Headroom, or the originals of a scope',
    fits: (store) => store instanceof Headroom || store instanceof Originals,
  },
};

/** What a compressed text, or a compressed conversation, was before. */
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
