import { abortable, controlled, handOver, isWellFormed, serialize, textIn } from '../text/index.js';
import { native, type Request, type Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { recovering, type Originals } from '../store/index.js';
import { read, replace } from './conversation.js';
import { restoreImages } from './images/index.js';
import { isLookAlike } from './look-alikes.js';
import type { ExpandSettings } from './options.js';
import type { Snapshot } from './snapshot.js';
import { unshortened } from './shorten.js';
import { refuseUnresolved, unresolvedIn } from './unresolved.js';

/** Restores a compressed text. Elided text comes from `originals`, if there is a store. */
export async function expandText(
  text: string,
  { signal, allowMissing }: ExpandSettings,
  originals: Originals | undefined,
): Promise<string> {
  return abortable(signal, async () => {
    if (!(await isWellFormed(text))) return text;
    const whole = await unshortened(text, originals);
    if (whole !== undefined) return whole;
    const expanded = await recovering(originals, async (store) => {
      const given = await handOver(text);
      return controlled((control) => native.expandText(given, store, control), signal);
    });
    const now = expanded ? await textIn(expanded) : text;
    refuseUnresolved(unresolvedIn(text, now), originals !== undefined, allowMissing);
    return now;
  });
}

/**
 * Restores a compressed conversation. A text that compression kept unchanged stays unchanged, even if it looks
 * compressed.
 */
export async function expandMessages<M extends Message>(
  messages: Snapshot<M>,
  settings: ExpandSettings,
  originals: Originals | undefined,
): Promise<M[]> {
  const options = serialize({ toolProfiles: settings.toolProfiles });
  const expanded = await recovering(originals, (store) =>
    expandBy(messages, settings, (request, signal) =>
      controlled((control) => native.expandRequest(request, options, store, control), signal),
    ),
  );
  return whole(expanded, settings, originals);
}

/** Expanded messages, and the handles of the originals that were not found. */
interface Expanded<M> {
  readonly messages: M[];
  readonly unresolved: readonly string[];
}

/** The messages with their own images, if all originals were found or the caller allows missing ones. @throws `StorageError` */
export async function whole<M extends Message>(
  { messages, unresolved }: Expanded<M>,
  { allowMissing }: ExpandSettings,
  originals: Originals | undefined,
): Promise<M[]> {
  const restored = await restoreImages(messages, originals);
  refuseUnresolved([...unresolved, ...restored.unresolved], originals !== undefined, allowMissing);
  return restored.messages;
}

/** Restores a conversation by `expand`, which restores the texts of a request. */
export async function expandBy<M extends Message>(
  messages: Snapshot<M>,
  { frozenMessageCount = 0, compressUserDocuments = false, signal }: ExpandSettings,
  expand: (request: Request, signal: AbortSignal | undefined) => Promise<Texts>,
): Promise<Expanded<M>> {
  return abortable(signal, async () => {
    const handover = await read(messages, {
      frozen: frozenMessageCount,
      userDocuments: compressUserDocuments,
      isClosed: (index, path) => isLookAlike(messages.given(index), path),
    });
    const texts = await expand(handover.request, signal);
    const unresolved = texts.unresolved();
    return { messages: await replace(messages, handover, texts), unresolved };
  });
}
