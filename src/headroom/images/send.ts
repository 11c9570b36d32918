// Puts the images of a conversation into forms that cost less. Their originals are stored first.
import { native } from '../../native/index.js';
import { Draft, type Message } from '../../providers/index.js';
import type { Originals } from '../../store/index.js';
import type { CompressResult } from '../result.js';
import { findImages, lastOfModel, type Found } from './find.js';
import { pictureForm, textForm, type Form, type Known } from './form.js';
import type { RequestImages } from './options.js';
import type { ImageMemory, Prepared } from './prepare.js';
import { TimeLeft, type OcrOutcome, type Readings } from './readings.js';
import type { ImageReport, ImageSkipReason } from './report.js';
import { isStored, storeMissing } from './stored.js';

/** What is known about a request with images. */
export interface ImageRequest {
  readonly mode: Exclude<RequestImages, 'preserve'>;
  readonly model: string;
  readonly frozen: number;
  /** Whether the messages may be sent, so that originals have to be stored. */
  readonly isSent: boolean;
  /** Whether it is a turn of a session: images that the model has read stay as they were sent. */
  readonly isTurn: boolean;
  /** Whether the messages stay, and only the reports are made. */
  readonly isAudit: boolean;
  readonly originals: Originals | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What an instance remembers of images. */
export interface ImageKnowledge {
  readonly memory: ImageMemory;
  readonly readings: Readings;
}

/** An image, and what it may become. */
interface Candidate extends Found {
  readonly prepared?: Prepared;
  readonly ocr?: OcrOutcome | undefined;
  /** The form that is sent; undefined if the image stays, for a `reason`. */
  form: Form | undefined;
  reason: ImageSkipReason | undefined;
}

/** The result, with its images prepared. */
export async function withImages<M extends Message>(
  result: CompressResult<M>,
  request: ImageRequest,
  knowledge: ImageKnowledge,
): Promise<CompressResult<M>> {
  const found = await findImages(result.messages, request.mode, request.frozen);
  if (found.length === 0) return result;
  // The owner of the messages may change them meanwhile: the drafts copy what leads to each image now.
  const drafts = draftsOf(result.messages, found);
  // What the model has read stays: an image in front of its last message is replaced only if it was replaced then.
  const last = request.isTurn ? await lastOfModel(result.messages) : -1;
  const candidates = await prepareAll(found, last, request, knowledge);
  if (request.isSent) await store(candidates, request.originals);
  const reports = candidates.map(reportOf);
  if (request.isAudit) return result.withImages(reports, result.messages, true);
  const changed = new Set<number>();
  for (const { message, form } of candidates) {
    if (!form) continue;
    form.put(drafts.get(message)!);
    changed.add(message);
  }
  const messages = result.messages.map((message, at) => (changed.has(at) ? drafts.get(at)!.message : message));
  return result.withImages(reports, messages, false);
}

function draftsOf<M extends Message>(messages: readonly M[], found: readonly Found[]): Map<number, Draft<M>> {
  const drafts = new Map<number, Draft<M>>();
  for (const { message, image } of found) {
    const draft = drafts.get(message) ?? new Draft(messages[message]!);
    drafts.set(message, draft);
    for (const text of image.replaced(image.mediaType, image.data)) draft.replace(text);
  }
  return drafts;
}

/** One after the other, so that only one is decoded at a time. */
async function prepareAll(
  found: readonly Found[],
  last: number,
  request: ImageRequest,
  knowledge: ImageKnowledge,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const left = new TimeLeft();
  for (const own of found) {
    const hasBeenRead = own.message < last;
    const stay = (reason: ImageSkipReason): number => candidates.push({ ...own, form: undefined, reason });
    if (own.skipped) stay(own.skipped);
    else if (!request.originals) stay('store');
    else
      candidates.push(await prepare(own, hasBeenRead, { ...request, originals: request.originals }, knowledge, left));
  }
  return candidates;
}

async function prepare(
  own: Found,
  hasBeenRead: boolean,
  { model, signal, originals }: ImageRequest & { readonly originals: Originals },
  { memory, readings }: ImageKnowledge,
  left: TimeLeft,
): Promise<Candidate> {
  const { image } = own;
  const handle = own.mayBeText ? memory.blockHandleOf(image) : undefined;
  // An image that the model has read was never replaced if its original is not stored. So it need not be decoded.
  const wasText = handle !== undefined && (!hasBeenRead || (await isStored(originals, handle)));
  const mayChange = !hasBeenRead || wasText || (await isStored(originals, memory.handleOf(image)));
  if (!mayChange) return { ...own, form: undefined, reason: 'sent' };
  const prepared = await memory.prepare(image, own.treatment, model, signal);
  if (prepared.failure !== undefined) return { ...own, prepared, form: undefined, reason: prepared.failure };
  const isText = wasText && prepared.content === 'text' && !prepared.isPrepared;
  const reading = isText ? await readings.of(image, memory.handleOf(image), left) : undefined;
  if (signal?.aborted) throw signal.reason;
  const asText = reading && 'text' in reading ? textForm(image, handle!, reading.text, prepared) : undefined;
  const ocr = reading && ('text' in reading ? (asText ? 'read' : 'no-saving') : reading.outcome);
  const forms = [asText, pictureForm(image, prepared)].filter((form) => form !== undefined);
  const form = hasBeenRead ? await formSent(forms, originals) : forms[0];
  const reason = form ? undefined : forms.length > 0 ? 'sent' : prepared.isPrepared ? 'prepared' : 'no-saving';
  return { ...own, prepared, ocr, form, reason };
}

/** The form in which the model has read an image, as the store says. */
async function formSent(forms: readonly Form[], originals: Originals): Promise<Form | undefined> {
  for (const form of forms) if (await isStored(originals, native.handleOf(form.record))) return form;
  return undefined;
}

/** Stores the originals, and a record of what each became. */
async function store(candidates: readonly Candidate[], originals: Originals | undefined): Promise<void> {
  const forms = candidates.flatMap(({ form }) => form ?? []);
  const texts = forms.flatMap(({ handle, original, record }): [string, string][] => [
    [handle, original()],
    [native.handleOf(record), record],
  ]);
  if (forms.length === 0 || (await storeMissing(originals!, new Map(texts)))) return;
  for (const candidate of candidates) {
    if (!candidate.form) continue;
    candidate.form = undefined;
    candidate.reason = 'store';
  }
}

function reportOf({ message, prepared, form, reason, ocr }: Candidate): ImageReport {
  const known: Known | undefined = prepared?.failure === undefined ? prepared : undefined;
  const tokensBefore = known?.tokensBefore ?? 0;
  return {
    message,
    content: known?.content,
    mediaType: form?.mediaType,
    tokensBefore,
    tokensAfter: form?.tokens ?? tokensBefore,
    handle: form?.handle,
    ocr,
    skipped: reason,
  };
}
