// Checks of an input: whether it is what the user takes it for.
import { isJson } from '../../text/index.js';
import { Failure, USAGE } from '../failure.js';
import { open, type Document } from './document.js';
import type { Input } from './input.js';

/** The start of an object, or of a list of objects. */
const JSON_START = /^\s*(?:\[\s*)?\{\s*"/;

/**
 * Opens an input, and warns if it looks like JSON but is read as text, as a request body does that was cut off.
 *
 * @param format - the form that a JSON document is to have, if the user chose one
 * @throws {@link Failure} if the input has no such form.
 */
export function openInput({ name, bytes }: Input, format?: string): Document {
  const document = open(bytes);
  const isBroken = document.type === 'text' && looksLikeJson(document.text);
  if (format !== undefined && document.type !== 'json') {
    const kind = isBroken ? 'no valid JSON' : KINDS[document.type];
    throw new Failure(`--format is for JSON documents, and ${name} is ${kind}: leave out --format`, USAGE);
  }
  if (isBroken) process.emitWarning(`${name} was read as text, because it is no valid JSON`, 'HeadroomWarning');
  return document;
}

const KINDS: Readonly<Record<Exclude<Document['type'], 'json'>, string>> = {
  conversation: 'a conversation',
  text: 'a text',
  bytes: 'no UTF-8 text',
};

/** Whether a text that is not JSON looks like it. A list of JSON values, one in each line, is a text. */
function looksLikeJson(text: string): boolean {
  if (!JSON_START.test(text)) return false;
  const end = text.indexOf('\n', text.search(/\S/));
  return end === -1 || !isJson(text.slice(0, end));
}
