import { abortable, controlled, handOver, isWellFormed, serialize, textIn } from '../text/index.js';
import { native, type Control, type Request, type Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import type { Originals } from '../store/index.js';
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
    const given = await handOver(text);
    const expanded = await controlled((control) => native.expandText(given, originals?.native, control), signal);
    return expanded ? textIn(expanded) : text;
  });
}

/** A conversation as it was before it was compressed. What was passed on as it was is left alone, even if it looks compressed. */
export async function expandMessages<M extends Message>(
  messages: Snapshot<M>,
  settings: ExpandSettings,
  originals: Originals | undefined,
): Promise<M[]> {
  const options = serialize({ toolProfiles: settings.toolProfiles });
  return expandBy(messages, settings, (request, control) =>
    native.expandRequest(request, options, originals?.native, control),
  );
}

/** The same; `expand` says what the texts of a request were. */
export async function expandBy<M extends Message>(
  messages: Snapshot<M>,
  { frozenMessageCount = 0, signal }: ExpandSettings,
  expand: (request: Request, control: Control) => Promise<Texts>,
): Promise<M[]> {
  return abortable(signal, async () => {
    const reading = await read(messages, {
      frozen: frozenMessageCount,
      isClosed: (index, path) => isLookAlike(messages.given(index), path),
    });
    return replace(messages, reading, await controlled((control) => expand(reading.request, control), signal));
  });
}
