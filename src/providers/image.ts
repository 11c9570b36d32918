// One image in a message, in base64. Images at an address of the web are not read.
import { isRecord, records } from './look.js';
import type { Fields, Path, Text } from './message.js';

/** An image in a message. */
export interface Image {
  readonly mediaType: string;
  /** Its bytes in base64. */
  readonly data: string;
  /** How closely the model is to look, if the message says it. */
  readonly detail?: unknown;
  /** The id of the call in whose result it stands. */
  readonly call?: string | undefined;
  /** The tool that was called, where the result says it. */
  readonly tool?: string | undefined;
  /** The texts of the message that put another image in its place. */
  readonly replaced: (mediaType: string, data: string) => readonly Text[];
  /** Its block, if a text can take the place of it. */
  readonly block?: ImageBlock | undefined;
}

/** A block with an image for which a text can stand. */
export interface ImageBlock {
  readonly path: Path;
  /** A copy of its fields, without the marks of the prompt cache. */
  readonly fields: Fields;
  /** The block with a text in its place. It keeps the marks of the prompt cache. */
  readonly write: (text: string) => Fields;
}

/** What the message says about an image. */
type About = Pick<Image, 'call' | 'tool' | 'detail' | 'block'>;

const MEDIA_TYPE = /^image\/[\w.+-]{1,32}$/;
const DATA_URL = /^data:(image\/[\w.+-]{1,32});base64,/;

/** The image in a data URL at a path; nothing for other addresses. */
export function* imageInUrl(url: unknown, path: Path, about: About): Iterable<Image> {
  const [start, mediaType] = (typeof url === 'string' && DATA_URL.exec(url.slice(0, 64))) || [];
  if (start === undefined || mediaType === undefined) return;
  const data = (url as string).slice(start.length);
  const replaced: Image['replaced'] = (type, text) => [{ path, text: `data:${type};base64,${text}` }];
  yield { ...about, mediaType, data, replaced };
}

/** The image in an object with its media type and its data; nothing if these are not two strings. */
export function* imageInFields(
  holder: unknown,
  [typeKey, dataKey]: readonly [string, string],
  path: Path,
  about: About = {},
): Iterable<Image> {
  if (!isRecord(holder)) return;
  const { [typeKey]: mediaType, [dataKey]: data } = holder;
  if (typeof mediaType !== 'string' || !MEDIA_TYPE.test(mediaType) || typeof data !== 'string') return;
  const replaced: Image['replaced'] = (type, text) => [
    { path: [...path, typeKey], text: type },
    { path: [...path, dataKey], text },
  ];
  yield { ...about, mediaType, data, replaced };
}

/**
 * The block with an image at a path, if it has only these fields: a text could not keep others. `type`: that of a block
 * with a text.
 */
export function blockAt(path: Path, block: Fields, names: readonly string[], type?: string): ImageBlock | undefined {
  const { cache_control: mark, ...own } = block;
  if (!Object.keys(own).every((name) => names.includes(name))) return undefined;
  const fields = Object.fromEntries(
    Object.entries(own).map(([name, value]) => [name, isRecord(value) ? { ...value } : value]),
  );
  const kept = { ...(type !== undefined && { type }), ...(mark !== undefined && { cache_control: mark }) };
  return { path, fields, write: (text) => ({ ...kept, text }) };
}

/** The objects of one type in a list, each with its path. */
export function* blocksOf(list: unknown, type: string, path: Path): Iterable<readonly [Path, Fields]> {
  for (const [at, block] of records(list)) if (block['type'] === type) yield [[...path, at], block];
}
