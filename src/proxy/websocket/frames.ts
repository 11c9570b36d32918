// Frames of WebSockets (RFC 6455, section 5.2), as far as the messages in them are read.

/** A piece of a stream of frames. All pieces together are the bytes of the stream. */
export interface Piece {
  readonly bytes: Buffer;
  /** The text in it, if the piece is one frame with a whole message. */
  readonly text: Buffer | undefined;
}

/** The start of a frame. */
interface Head {
  /** True if the frame has a whole message in text that no extension has changed. */
  readonly isWholeText: boolean;
  /** Its size in bytes, with the mask. */
  readonly size: number;
  /** The number of bytes behind it. */
  readonly length: number;
}

const [TEXT, CONTROL, LAST, MASKED] = [0x1, 0x8, 0x80, 0x80];
/** FIN and no bit of an extension, with the opcode of text. */
const WHOLE_TEXT = LAST | TEXT;
/** Lengths from 126 on stand in further bytes: 2 of them, or 8. */
const [SHORT, LONG] = [126, 127];
const MASK_BYTES = 4;
const NONE = Buffer.alloc(0);

/** Splits a stream into frames with a whole text, and other bytes. */
export class FrameReader {
  readonly #limit: number;
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** The number of held bytes without which nothing can be said. */
  #needed = 2;
  /** The bytes of the current frame that are still to come, if it is not read. */
  #rest = 0;
  /** Whether a message has begun whose last frame is still to come. */
  #isFragmented = false;

  /** @param limit - the maximum length of a text that is read, in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True if the bytes so far end with a message, so that another message may follow. */
  get isBetween(): boolean {
    return this.#heldBytes === 0 && this.#rest === 0 && !this.#isFragmented;
  }

  /** Takes the next bytes of the stream. A frame that is not read is passed on as it arrives. */
  *push(chunk: Buffer): Generator<Piece, void, undefined> {
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    if (this.#rest === 0 && this.#heldBytes < this.#needed) return;
    let bytes = Buffer.concat(this.#held);
    this.#hold(NONE, 2);
    while (bytes.length > 0) {
      const head = this.#rest > 0 ? undefined : headOf(bytes);
      if (typeof head === 'number') return this.#hold(bytes, head);
      const isRead = head?.isWholeText === true && head.length <= this.#limit;
      const size = head ? head.size + head.length : this.#rest;
      if (isRead && size > bytes.length) return this.#hold(bytes, size);
      if (head) this.#note(bytes[0]!);
      const own = bytes.subarray(0, size);
      this.#rest = size - own.length;
      bytes = bytes.subarray(own.length);
      yield { bytes: own, text: isRead ? textIn(own, head) : undefined };
    }
  }

  #hold(bytes: Buffer, needed: number): void {
    this.#held = bytes.length > 0 ? [bytes] : [];
    this.#heldBytes = bytes.length;
    this.#needed = needed;
  }

  #note(first: number): void {
    // Control frames may stand between those of a message.
    if ((first & CONTROL) === 0) this.#isFragmented = (first & LAST) === 0;
  }
}

/** The frame with another text. It keeps the mask, which the client chose. */
export function withText(frame: Buffer, text: Buffer): Buffer {
  const mask = maskIn(frame, headOf(frame) as Head);
  return Buffer.concat([headFor(text.length, mask), masked(text, mask)]);
}

/** A frame with a whole text for a client. Only clients mask their frames. */
export function textFrame(text: Buffer): Buffer {
  return Buffer.concat([headFor(text.length, undefined), text]);
}

/** The head of the frame at the start of some bytes, or the number of bytes that it needs. */
function headOf(bytes: Buffer): Head | number {
  if (bytes.length < 2) return 2;
  const [first, second] = [bytes[0]!, bytes[1]!];
  const short = second & ~MASKED;
  const behind = short === LONG ? 8 : short === SHORT ? 2 : 0;
  const size = 2 + behind + ((second & MASKED) === 0 ? 0 : MASK_BYTES);
  if (bytes.length < size) return size;
  const length = behind === 0 ? short : behind === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { isWholeText: first === WHOLE_TEXT, size, length };
}

function headFor(length: number, mask: Buffer | undefined): Buffer {
  const short = length < SHORT ? length : length < 1 << 16 ? SHORT : LONG;
  const head = Buffer.alloc(short === LONG ? 10 : short === SHORT ? 4 : 2);
  head[0] = WHOLE_TEXT;
  head[1] = short | (mask ? MASKED : 0);
  if (short === SHORT) head.writeUInt16BE(length, 2);
  if (short === LONG) head.writeBigUInt64BE(BigInt(length), 2);
  return mask ? Buffer.concat([head, mask]) : head;
}

function maskIn(frame: Buffer, { size }: Head): Buffer | undefined {
  return (frame[1]! & MASKED) === 0 ? undefined : frame.subarray(size - MASK_BYTES, size);
}

function textIn(frame: Buffer, head: Head): Buffer {
  return masked(frame.subarray(head.size), maskIn(frame, head));
}

/** Masking and unmasking are the same (RFC 6455, section 5.3). A word at a time is several times as fast as a byte. */
function masked(text: Buffer, mask: Buffer | undefined): Buffer {
  if (!mask) return text;
  const words = new Uint32Array(Math.ceil(text.length / MASK_BYTES));
  const bytes = Buffer.from(words.buffer);
  text.copy(bytes);
  const [word] = new Uint32Array(Uint8Array.from(mask).buffer);
  for (let at = 0; at < words.length; at += 1) words[at]! ^= word!;
  return bytes.subarray(0, text.length);
}
