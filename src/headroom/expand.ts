import { abortable, controlled, handOver, isWellFormed, serialize, textIn } from '../text/index.js';
import { native, type Request, type Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { recovering, type Originals } from '../store/index.js';
import { read, replace } from './conversation.js';
import { isLookAlike } from './look-alikes.js';
import type { ExpandSettings } from './options.js';
import type { Snapshot } from './snapshot.js';

/** What a text was before it was compressed. Elided text comes from `originals`, if there are any. */
export async function expandText(
  text: string,
  { signal }: ExpandSettings,
  originals: Originals | undefined,
): Promise<string> {
  return abortable(signal, async () => {
    if (!(await isWellFormed(text))) return text;
    const expanded = await recovering(originals, async (store) => {
      const given = await handOver(text);
      return controlled((control) => native.expandText(given, store, control), signal);
    });
    return expanded ? textIn(expanded) : text;
  });
}

/**
 * A conversation as it was before it was compressed. What was passed on as it was is left alone, even if it looks
 * compressed.
 */
export async function expandMessages<M extends Message>(
  messages: Snapshot<M>,
  settings: ExpandSettings,
  originals: Originals | undefined,
): Promise<M[]> {
  const options = serialize({ toolProfiles: settings.toolProfiles });
  return recovering(originals, (store) =>
    expandBy(messages, settings, (request, signal) =>
      controlled((control) => native.expandRequest(request, options, store, control), signal),
    ),
  );
}

/** The same; `expand` says what the texts of a request were. */
export async function expandBy<M extends Message>(
  messages: Snapshot<M>,
  { frozenMessageCount = 0, signal }: ExpandSettings,
  expand: (request: Request, signal: AbortSignal | undefined) => Promise<Texts>,
): Promise<M[]> {
  return abortable(signal, async () => {
    const reading = await read(messages, {
      frozen: frozenMessageCount,
      isClosed: (index, path) => isLookAlike(messages.given(index), path),
    });
    return replace(messages, reading, await expand(reading.request, signal));
  });
}
