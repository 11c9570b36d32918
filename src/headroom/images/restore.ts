// Puts the originals of images back.
import { native, type ImageNote } from '../../native/index.js';
import {
  Draft,
  imagesOf,
  isRecord,
  parsed,
  textBlocksOf,
  type Image,
  type Message,
  type TextBlock,
} from '../../providers/index.js';
import type { Originals } from '../../store/index.js';
import { controlled, handOver, Pace } from '../../text/index.js';
import { handleIn, textRecord } from './image-text.js';
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
  const draftOf = (index: number): Draft<M> => {
    const draft = new Draft(restored[index]!);
    restored[index] = draft.message;
    return draft;
  };
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
      const draft = draftOf(index);
      for (const text of image.replaced(mediaType, url.slice(start.length))) draft.replace(text);
    }
    for (const own of textBlocksOf(message)) {
      const handle = handleIn(own.text);
      if (handle === undefined || !(await originals.has(native.handleOf(textRecord(own.text, handle))))) continue;
      const block = await blockFor(own, handle, originals);
      if (block) draftOf(index).put(own.path, block);
      else unresolved.push(handle);
    }
  }
  return { messages: restored, unresolved };
}

/** The block with the image for which a text was sent. The marks of the prompt cache are those of the text. */
async function blockFor({ block }: TextBlock, handle: string, originals: Originals): Promise<object | undefined> {
  const original = (await originals.has(handle)) ? parsed((await originals.retrieve(handle)).text) : undefined;
  const { cache_control: mark } = block;
  return isRecord(original) ? { ...original, ...(mark !== undefined && { cache_control: mark }) } : undefined;
}

function hasNote({ data }: Image): boolean {
  return Buffer.from(data.slice(0, START), 'base64').includes(NOTE);
}

async function noteOf({ data }: Image): Promise<ImageNote | undefined> {
  const given = await handOver(data);
  return (await controlled((control) => native.imageNote(given, control))) ?? undefined;
}
