// Estimates the cost of the parts of a message that the engine does not read.
import { pause } from '../../text/index.js';
import { native } from '../../native/index.js';
import type { Message, Piece } from '../../providers/index.js';

/** Longer strings that are not read as text are images and documents, in UTF-16 units. */
const LONG = 8192;
/** The cost of such a string, in tokens: about that of an image of a megapixel. */
const ATTACHMENT = 1600;

/** The estimated tokens of each message without its texts: names, arguments, thinking, images. */
export async function weightsOf(
  messages: readonly Message[],
  pieces: readonly (readonly Piece[])[],
): Promise<number[]> {
  const weights: number[] = [];
  for (const [at, message] of messages.entries()) {
    const texts = new Set(pieces[at]!.flatMap((piece) => (piece.type === 'call' ? [] : [piece.text])));
    weights.push(weightOf(message, texts));
    await pause();
  }
  return weights;
}

function weightOf(message: Message, texts: ReadonlySet<string>): number {
  let attachments = 0;
  const rest = (_: string, value: unknown): unknown => {
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'string') return value;
    if (texts.has(value)) return '';
    if (value.length <= LONG) return value.toWellFormed();
    attachments += 1;
    return '';
  };
  try {
    return native.estimateTokens(JSON.stringify(message, rest) ?? '') + attachments * ATTACHMENT;
  } catch {
    // It has a cycle, or a getter that throws. No provider accepts it.
    return 0;
  }
}
