import { fromNative, handOver, isWellFormed, serialize, textIn } from '../engine/index.js';
import { native, type Request, type Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import type { Originals } from '../store/index.js';
import { read, replace } from './conversation.js';
import { isLookAlike } from './look-alikes.js';
import type { Settings } from './options.js';
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

/** What expanding has to know of how a conversation was compressed: what was passed on as it was is left alone, even if it looks compressed. */
export type ExpandSettings = Pick<Settings, 'frozenMessageCount' | 'toolProfiles'>;

/** A conversation as it was before it was compressed. */
export async function expandMessages<M extends Message>(messages: Snapshot<M>, { frozenMessageCount = 0, toolProfiles }: ExpandSettings, originals: Originals | undefined): Promise<M[]> {
  const options = serialize({ toolProfiles });
  return expandBy(messages, frozenMessageCount, (request) => native.expandRequest(request, options, originals?.native));
}

/** The same; `expand` says what the texts of a request were. */
export async function expandBy<M extends Message>(messages: Snapshot<M>, frozen: number, expand: (request: Request) => Promise<Texts>): Promise<M[]> {
  try {
    const reading = await read(messages, { frozen, isClosed: (index, path) => isLookAlike(messages.given(index), path) });
    return await replace(messages, reading, await expand(reading.request));
  } catch (error) {
    throw fromNative(error);
  }
}
