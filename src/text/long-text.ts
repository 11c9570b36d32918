// Hands long texts to the addon and back in slices, so that the event loop is never blocked for a millisecond.
import { native, type LongText } from '../native/index.js';
import { Pace, pause, unitsOf } from './pace.js';

/** Size of a slice, in UTF-16 units or bytes. */
const SLICE_LEN = 1 << 18;

/** Cuts a text into slices, never within a surrogate pair. */
export function* slices(text: string): Iterable<string> {
  let at = 0;
  while (text.length - at > SLICE_LEN) {
    const end = at + SLICE_LEN - (isHighSurrogate(text.charCodeAt(at + SLICE_LEN - 1)) ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
  yield text.slice(at);
}

/** Whether a text has no lone surrogate, which UTF-8 cannot hold. */
export async function isWellFormed(text: string): Promise<boolean> {
  if (text.length <= SLICE_LEN) return text.isWellFormed();
  for (const slice of slices(text)) {
    if (!slice.isWellFormed()) return false;
    await pause();
  }
  return true;
}

/** Copies a text to the addon. */
export async function handOver(text: string): Promise<LongText> {
  const long = new native.LongText();
  const pace = new Pace();
  for (const slice of slices(text)) {
    long.push(slice);
    await pace.ask(unitsOf(slice.length));
  }
  return long;
}

/** Decodes UTF-8. */
export async function textIn(bytes: Uint8Array): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE_LEN) {
    if (at > 0) await pause();
    text += decoder.decode(bytes.subarray(at, at + SLICE_LEN), { stream: true });
  }
  return text + decoder.decode();
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
