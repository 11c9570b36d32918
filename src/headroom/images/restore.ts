// Puts the originals of images back.
import { native, type ImageNote } from '../../native/index.js';
import { Draft, imagesOf, type Image, type Message } from '../../providers/index.js';
import type { Originals } from '../../store/index.js';
import { controlled, handOver, Pace } from '../../text/index.js';
import { recordOf } from './record.js';

/** The note of an image stands in front of its pixels: within this number of characters of base64. */
const START = 160;
const NOTE = 'headroom 1 ';
const DATA_URL = /^data:(image\/[\w.+-]{1,32});base64,/;
/** The cost of looking for images in a message, in units of work. */
const MESSAGE_UNITS = 4;

/** Messages with their own images, and the handles of the originals that were not found. */
export interface Restored<M> {
  readonly messages: M[];
  readonly unresolved: readonly string[];
}

/** The messages with the images that were given. An image without a record was not made by this scope, and stays. */
export async function restoreImages<M extends Message>(
  messages: readonly M[],
  originals: Originals | undefined,
): Promise<Restored<M>> {
  const restored = messages.slice();
  const unresolved: string[] = [];
  if (!originals) return { messages: restored, unresolved };
  const pace = new Pace();
  for (const [index, message] of messages.entries()) {
    const wait = pace.ask(MESSAGE_UNITS);
    if (wait) await wait;
    for (const image of imagesOf(message)) {
      const note = hasNote(image) ? await noteOf(image) : undefined;
      if (!note || !(await originals.has(native.handleOf(recordOf(note.sentHandle, note.handle))))) continue;
      const url = (await originals.has(note.handle)) ? (await originals.retrieve(note.handle)).text : '';
      const [start, mediaType] = DATA_URL.exec(url.slice(0, 64)) ?? [];
      if (start === undefined || mediaType === undefined) {
        unresolved.push(note.handle);
        continue;
      }
      const draft = new Draft(restored[index]!);
      for (const text of image.replaced(mediaType, url.slice(start.length))) draft.replace(text);
      restored[index] = draft.message;
    }
  }
  return { messages: restored, unresolved };
}

function hasNote({ data }: Image): boolean {
  return Buffer.from(data.slice(0, START), 'base64').includes(NOTE);
}

async function noteOf({ data }: Image): Promise<ImageNote | undefined> {
  const given = await handOver(data);
  return (await controlled((control) => native.imageNote(given, control))) ?? undefined;
}
