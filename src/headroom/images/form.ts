// The forms in which an image may be sent.
import { native } from '../../native/index.js';
import type { Draft, Image, Message } from '../../providers/index.js';
import { blockText, imageText, textRecord } from './image-text.js';
import type { Prepared } from './prepare.js';
import { originalOf, recordOf } from './record.js';
import type { ImageReport } from './report.js';

/** A form in which an image may be sent. */
export interface Form {
  /** The handle of the original. */
  readonly handle: string;
  readonly original: () => string;
  /** What is stored to prove that the form was made from the original. */
  readonly record: string;
  readonly mediaType: ImageReport['mediaType'];
  readonly tokens: number;
  readonly put: (draft: Draft<Message>) => void;
}

/** An image that could be read. */
export type Known = Extract<Prepared, { readonly failure?: undefined }>;

/** The new picture; undefined if there is none. */
export function pictureForm(image: Image, known: Known): Form | undefined {
  const { handle, data, sentHandle, mediaType, tokensAfter } = known;
  if (data === undefined || sentHandle === undefined) return undefined;
  const put: Form['put'] = (draft) => {
    for (const text of image.replaced(mediaType, data)) draft.replace(text);
  };
  const record = recordOf(sentHandle, handle);
  return { handle, original: () => originalOf(image), record, mediaType, tokens: tokensAfter, put };
}

/** The text of a picture, whose block is stored under `handle`; undefined if it saves less than a tenth. */
export function textForm({ block }: Image, handle: string, text: string, { tokensAfter }: Known): Form | undefined {
  const sent = imageText(handle, text);
  const tokens = native.estimateTokens(sent);
  if (!block || tokens * 10 > tokensAfter * 9) return undefined;
  const put: Form['put'] = (draft) => draft.put(block.path, block.write(sent));
  const record = textRecord(sent, handle);
  return { handle, original: () => blockText(block), record, mediaType: 'text/plain', tokens, put };
}
