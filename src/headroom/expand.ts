import { fromNative } from '../engine/index.js';
import { native } from '../native/index.js';
import type { Message } from '../providers/index.js';
import type { Originals } from '../store/index.js';
import { read, replace } from './conversation.js';

/** What a text, or a conversation, was before it was compressed. What was left out comes from `originals`, if there are any. */
export function expandWith(input: string, originals: Originals | undefined): Promise<string>;
export function expandWith<M extends Message>(input: readonly M[], originals: Originals | undefined): Promise<M[]>;
export function expandWith(input: string | readonly Message[], originals: Originals | undefined): Promise<string | Message[]>;
export async function expandWith(input: string | readonly Message[], originals: Originals | undefined): Promise<string | Message[]> {
  try {
    if (typeof input === 'string') return input.isWellFormed() ? ((await native.expandText(input, originals?.native)) ?? input) : input;
    const reading = await read(input, 0);
    return await replace(input, reading, await native.expandRequest(reading.request, originals?.native));
  } catch (error) {
    throw fromNative(error);
  }
}
