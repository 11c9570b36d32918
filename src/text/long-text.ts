// Long texts cross over to the addon and back in slices that each take a fraction of a millisecond.
import { native, type LongText } from '../native/index.js';
import { Pace, pause, unitsOf } from './pace.js';

/** In UTF-16 units, or in bytes. */
const SLICE = 1 << 18;

/** A text in slices. No surrogate pair is cut in two. */
export function* slices(text: string): Iterable<string> {
  let at = 0;
  while (text.length - at > SLICE) {
    const end = at + SLICE - (isHighSurrogate(text.charCodeAt(at + SLICE - 1)) ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
  yield text.slice(at);
}

/** Whether no half of a surrogate pair stands alone in a text: that would not survive the way to UTF-8. */
export async function isWellFormed(text: string): Promise<boolean> {
  if (text.length <= SLICE) return text.isWellFormed();
  for (const slice of slices(text)) {
    if (!slice.isWellFormed()) return false;
    await pause();
  }
  return true;
}

/** Hands a text over. */
export async function handOver(text: string): Promise<LongText> {
  const long = new native.LongText();
  const pace = new Pace();
  for (const slice of slices(text)) {
    long.push(slice);
    await pace.ask(unitsOf(slice.length));
  }
  return long;
}

/** The text that bytes in UTF-8 are. */
export async function textIn(bytes: Uint8Array): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE) {
    if (at > 0) await pause();
    text += decoder.decode(bytes.subarray(at, at + SLICE), { stream: true });
  }
  return text + decoder.decode();
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
