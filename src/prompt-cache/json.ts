// Values as text, for comparing them and for estimating what they cost.
import { createHash } from 'node:crypto';
import { providersWith } from '../providers/index.js';

/** What only says where to cut a cache, and is no part of the prompt. */
const MARKERS: ReadonlySet<string> = new Set(providersWith('cache').flatMap(({ cache }) => cache.marks ?? []));
/** Media stand in these fields, as text that is no text. */
const MEDIA: ReadonlySet<string> = new Set(['data', 'bytes', 'url', 'image_url', 'file_data']);
/** From here on, in UTF-16 units, such a text is taken for a medium. */
const LONG = 2048;
/** More values than any request has: objects may hold each other many times over. */
const MAX_VALUES = 1 << 22;

/** A request that cannot be put into text: it goes round in circles, or a getter throws. */
export class Unreadable extends Error {}

/** The value as JSON, without marks for the cache, and with a hash in the place of each medium. @throws {@link Unreadable} */
export function jsonOf(value: unknown): string {
  let values = 0;
  try {
    return (
      JSON.stringify(value, (key, own: unknown) => {
        values += 1;
        if (values > MAX_VALUES || isHuge(own)) throw new Unreadable('too many values');
        if (MARKERS.has(key)) return undefined;
        return typeof own === 'string' && own.length > LONG && MEDIA.has(key)
          ? createHash('sha256').update(own).digest('hex')
          : own;
      }) ?? ''
    );
  } catch (error) {
    throw new Unreadable('this cannot be put into text', { cause: error });
  }
}

/** The entries of a list, and none of what is no list. @throws {@link Unreadable} for one that claims to be longer than any is. */
export function listOf(value: unknown): readonly unknown[] {
  if (isHuge(value)) throw new Unreadable('too many values');
  return Array.isArray(value) ? value : [];
}

/** The fields of a request. @throws {@link Unreadable} where a list in it claims to be longer than any is. */
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

/** A token for every four UTF-16 units, which is fewer than models count in code and JSON: what is estimated so is not claimed in vain. */
export const ESTIMATE: Count = (text) => Math.ceil(text.length / 4);
