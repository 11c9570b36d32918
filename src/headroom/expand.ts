import { controlled, fromNative } from '../engine/index.js';
import { native } from '../native/index.js';
import type { Message } from '../providers/index.js';
import type { Originals } from '../store/index.js';
import { read, replace } from './conversation.js';

/** How expanding is followed. */
export interface Following {
  /** Ends the work, within a text as well; the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/** What a text, or a conversation, was before it was compressed. What was left out comes from `originals`, if there are any. */
export function expandWith(input: string, originals: Originals | undefined, following?: Following): Promise<string>;
export function expandWith<M extends Message>(input: readonly M[], originals: Originals | undefined, following?: Following): Promise<M[]>;
export function expandWith(input: string | readonly Message[], originals: Originals | undefined, following?: Following): Promise<string | Message[]>;
export async function expandWith(input: string | readonly Message[], originals: Originals | undefined, { signal }: Following = {}): Promise<string | Message[]> {
  signal?.throwIfAborted();
  try {
    if (typeof input === 'string') return input.isWellFormed() ? ((await controlled((control) => native.expandText(input, originals?.native, control), signal)) ?? input) : input;
    const reading = await read(input, 0);
    return await replace(input, reading, await controlled((control) => native.expandRequest(reading.request, originals?.native, control), signal));
  } catch (error) {
    throw signal?.aborted ? signal.reason : fromNative(error);
  }
}
