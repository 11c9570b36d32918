// Values as text, to compare them and to estimate their tokens.
import { createHash } from 'node:crypto';
import { providersWith } from '../providers/index.js';

/** Fields that mark a breakpoint. They are not part of the prompt. */
const MARKERS: ReadonlySet<string> = new Set(providersWith('cache').flatMap(({ cache }) => cache.marks ?? []));
/** Fields that have media, encoded as text. */
const MEDIA: ReadonlySet<string> = new Set(['data', 'bytes', 'url', 'image_url', 'file_data']);
/** Minimum length at which such a text is taken for a medium, in UTF-16 units. */
const MIN_MEDIUM_LEN = 2048;
/** Maximum number of values in a request: objects may contain each other many times over. */
const MAX_VALUES = 1 << 22;

/** A value that cannot be written as JSON: it is circular or too large, or a getter throws. */
export class Unreadable extends Error {}

/** The value as JSON, without breakpoints, and with a hash in place of each medium. @throws {@link Unreadable} */
export function jsonOf(value: unknown): string {
  let values = 0;
  try {
    return (
      JSON.stringify(value, (key, own: unknown) => {
        values += 1;
        if (values > MAX_VALUES || isHuge(own)) throw new Unreadable('too many values');
        if (MARKERS.has(key)) return undefined;
        return typeof own === 'string' && own.length > MIN_MEDIUM_LEN && MEDIA.has(key)
          ? createHash('sha256').update(own).digest('hex')
          : own;
      }) ?? ''
    );
  } catch (error) {
    throw new Unreadable('this cannot be put into text', { cause: error });
  }
}

/** The entries of a list; none if the value is not a list. @throws {@link Unreadable} if it is too long. */
export function listOf(value: unknown): readonly unknown[] {
  if (isHuge(value)) throw new Unreadable('too many values');
  return Array.isArray(value) ? value : [];
}

/** A shallow copy of a request. @throws {@link Unreadable} if a list in it is too long. */
export function fieldsOf(request: object): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = { ...request };
  if (Object.values(fields).some(isHuge)) throw new Unreadable('too many values');
  return fields;
}

function isHuge(value: unknown): boolean {
  return Array.isArray(value) && value.length > MAX_VALUES;
}

/** Counts the tokens of a text. */
export type Count = (text: string) => number;

/**
 * One token for every four UTF-16 units. Models count more in code and JSON, so a prompt that is long enough for a
 * cache by this estimate really is.
 */
export const ESTIMATE: Count = (text) => Math.ceil(text.length / 4);
