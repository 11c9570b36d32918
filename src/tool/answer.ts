// Answers calls of `headroom_retrieve`.
import { HeadroomError } from '../errors/index.js';
import { isRecord, type Fields, type ToolAnswer } from '../providers/index.js';
import type { RetrievedPart } from '../native/index.js';
import { LIMIT, MAX_ANSWER_BYTES } from './description.js';

/** Retrieves a part of an original. It also validates `ask`, which says which part. */
export type Retrieve = (handle: string, ask: Fields) => Promise<RetrievedPart>;

/** Codes of failures that the model cannot act on. Their messages are for the programmer. */
const INTERNAL_CODES: ReadonlySet<string> = new Set(['configuration', 'closed', 'internal']);

/** Answers a call, with at most `maxBytes` of the text. A failure becomes a sentence that the model can act on. */
export async function answer(
  retrieve: Retrieve,
  input: unknown,
  maxBytes: number = MAX_ANSWER_BYTES,
): Promise<ToolAnswer> {
  try {
    const asked = read(input, maxBytes);
    if (typeof asked === 'string') return { text: asked, isError: true };
    const { handle, ...ask } = asked;
    return { text: answerText(await retrieve(handle, ask), ask, maxBytes), isError: false };
  } catch (error) {
    const isForModel = HeadroomError.isInstance(error) && !INTERNAL_CODES.has(error.code);
    return {
      text: isForModel ? error.message : 'The original cannot be read now. Run the tool that it came from again.',
      isError: true,
    };
  }
}

type Ask = Fields & { readonly handle: string; readonly limit: number };

/** The arguments, or a sentence that says what is wrong with them. */
function read(input: unknown, maxBytes: number): Ask | string {
  let given = input;
  try {
    if (typeof input === 'string') given = JSON.parse(input === '' ? '{}' : input);
  } catch {
    return 'The arguments are not JSON, or were cut off. Call the tool again.';
  }
  if (!isRecord(given))
    return 'The arguments are an object, such as {"handle": "q9w1dfwf077ymga1", "lines": "120-160"}.';
  // Similar tools name this argument `hash`.
  const { handle, hash, limit, ...rest } = given;
  const named = handle ?? hash;
  if (typeof named !== 'string' || named.trim() === '')
    return 'Give the handle: it stands in the note that says what was left out.';
  const asked = limit === undefined || limit === null ? LIMIT : Number(limit);
  if (!Number.isFinite(asked) || asked < 0) return 'This cannot be understood: limit is a number of bytes.';
  // Some models fill in every argument, so empty values count as not set.
  const said = Object.entries(rest).filter(
    ([, value]) => value !== null && value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0),
  );
  return {
    ...Object.fromEntries(said),
    handle: handleIn(named),
    limit: Math.min(Math.floor(asked) || LIMIT, maxBytes, MAX_ANSWER_BYTES),
  };
}

/** The handle alone, if the model copied the whole marker. */
function handleIn(handle: string): string {
  return /headroom_retrieve\s+([^\s\]]+)/.exec(handle)?.[1] ?? handle.trim();
}

/** The text of the answer: which part it is, how to get more, and the part. */
function answerText({ text, part, complete }: RetrievedPart, { limit }: Fields, maxBytes: number): string {
  return `${complete ? part : `${part}. There is more: ${adviceFor(part, Number(limit), maxBytes)}`}\n${text}`;
}

function adviceFor(part: string, limit: number, maxBytes: number): string {
  const [, what, last] = /^(line|row)s? (?:[\d,]+-)?([\d,]+) of [\d,]+(?:, only .*)?$/.exec(part) ?? [];
  const larger = limit < maxBytes ? `set limit above ${limit.toLocaleString('en-US')} bytes` : undefined;
  const next = what === undefined ? undefined : `ask for ${what}s "${Number(last!.replaceAll(',', '')) + 1}-"`;
  return `${[next, larger].filter(Boolean).join(', or ') || 'ask for less at a time, or with a query'}.`;
}
