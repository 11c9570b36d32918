import { fromNative, handOver, isWellFormed, textIn } from '../engine/index.js';
import { native } from '../native/index.js';
import type { Message } from '../providers/index.js';
import type { Originals } from '../store/index.js';
import { read, replace } from './conversation.js';
import type { Snapshot } from './snapshot.js';

/** What a text was before it was compressed. What was left out comes from `originals`, if there are any. */
export async function expandText(text: string, originals: Originals | undefined): Promise<string> {
  try {
    if (!(await isWellFormed(text))) return text;
    const expanded = await native.expandText(await handOver(text), originals?.native);
    return expanded ? await textIn(expanded) : text;
  } catch (error) {
    throw fromNative(error);
  }
}

/** What a conversation was before it was compressed. */
export async function expandMessages<M extends Message>(messages: Snapshot<M>, originals: Originals | undefined): Promise<M[]> {
  try {
    const reading = await read(messages, 0);
    return await replace(messages, reading, await native.expandRequest(reading.request, originals?.native));
  } catch (error) {
    throw fromNative(error);
  }
}
