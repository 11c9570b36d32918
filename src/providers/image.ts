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
}

/** What the message says about an image. */
type About = Pick<Image, 'call' | 'tool' | 'detail'>;

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

/** The objects of one type in a list, each with its path. */
export function* blocksOf(list: unknown, type: string, path: Path): Iterable<readonly [Path, Fields]> {
  for (const [at, block] of records(list)) if (block['type'] === type) yield [[...path, at], block];
}
