// Puts the images of a conversation into forms that cost less. Their originals are stored first.
import { native } from '../../native/index.js';
import { Draft, type Message } from '../../providers/index.js';
import type { Originals } from '../../store/index.js';
import type { CompressResult } from '../result.js';
import { findImages, lastOfModel, type Found } from './find.js';
import type { RequestImages } from './options.js';
import type { ImageMemory, Prepared } from './prepare.js';
import { originalOf, recordOf } from './record.js';
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

/** An image, and what it may become. */
interface Candidate extends Found {
  prepared: Prepared | undefined;
  reason: ImageSkipReason | undefined;
}

/** The outcome for an image that could be read. */
type Known = Exclude<Prepared, { readonly failure: ImageSkipReason }>;

/** The result, with its images prepared. */
export async function withImages<M extends Message>(
  result: CompressResult<M>,
  request: ImageRequest,
  memory: ImageMemory,
): Promise<CompressResult<M>> {
  const found = await findImages(result.messages, request.mode, request.frozen);
  if (found.length === 0) return result;
  // The owner of the messages may change them meanwhile: the drafts copy what leads to each image now.
  const drafts = draftsOf(result.messages, found);
  // What the model has read stays: an image in front of its last message is replaced only if it was replaced then.
  const last = request.isTurn ? await lastOfModel(result.messages) : -1;
  const candidates = await prepareAll(found, last, request, memory);
  await keepWhatWasSent(candidates, last, request);
  if (request.isSent) await store(candidates, request.originals);
  const reports = candidates.map(reportOf);
  if (request.isAudit) return result.withImages(reports, result.messages, true);
  const changed = new Set<number>();
  for (const { message, image, prepared, reason } of candidates) {
    if (reason !== undefined || prepared?.failure !== undefined || prepared?.data === undefined) continue;
    for (const text of image.replaced(prepared.mediaType, prepared.data)) drafts.get(message)!.replace(text);
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
  { model, signal, originals }: ImageRequest,
  memory: ImageMemory,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const own of found) {
    const skipped = own.skipped ?? (await reasonToStay(own, last, originals, memory));
    const prepared = skipped ? undefined : await memory.prepare(own.image, own.treatment, model, signal);
    candidates.push({ ...own, prepared, reason: skipped ?? reasonOf(prepared!) });
  }
  return candidates;
}

/** Why an image stays, as far as that is known before it is decoded: it was never replaced if its original is not stored. */
async function reasonToStay(
  { message, image }: Found,
  last: number,
  originals: Originals | undefined,
  memory: ImageMemory,
): Promise<ImageSkipReason | undefined> {
  if (!originals) return 'store';
  return message >= last || (await isStored(originals, memory.handleOf(image))) ? undefined : 'sent';
}

function reasonOf(prepared: Prepared): ImageSkipReason | undefined {
  if (prepared.failure !== undefined) return prepared.failure;
  if (prepared.data !== undefined) return undefined;
  return prepared.isPrepared ? 'prepared' : 'no-saving';
}

/** An image that the model has read was replaced only if the store says so. */
async function keepWhatWasSent(
  candidates: readonly Candidate[],
  last: number,
  { originals }: ImageRequest,
): Promise<void> {
  for (const candidate of candidates) {
    const record = candidate.message < last && recordIn(candidate);
    if (record && !(await isStored(originals!, native.handleOf(record)))) candidate.reason = 'sent';
  }
}

/** Stores the originals, and a record of what each became. */
async function store(candidates: readonly Candidate[], originals: Originals | undefined): Promise<void> {
  const changed = candidates.filter(recordIn);
  const texts = changed.flatMap((candidate): [string, string][] => {
    const [record, { image, prepared }] = [recordIn(candidate)!, candidate];
    return [
      [(prepared as Known).handle, originalOf(image)],
      [native.handleOf(record), record],
    ];
  });
  if (changed.length === 0 || (await storeMissing(originals!, new Map(texts)))) return;
  for (const candidate of changed) candidate.reason = 'store';
}

/** The record of an image that would be replaced. */
function recordIn({ prepared, reason }: Candidate): string | undefined {
  if (reason !== undefined || !prepared || prepared.failure !== undefined || prepared.sentHandle === undefined)
    return undefined;
  return recordOf(prepared.sentHandle, prepared.handle);
}

function reportOf({ message, prepared, reason }: Candidate): ImageReport {
  const known = prepared?.failure === undefined ? prepared : undefined;
  const isChanged = reason === undefined;
  const tokensBefore = known?.tokensBefore ?? 0;
  return {
    message,
    content: known?.content,
    mediaType: isChanged ? known?.mediaType : undefined,
    tokensBefore,
    tokensAfter: isChanged ? (known?.tokensAfter ?? 0) : tokensBefore,
    handle: isChanged ? known?.handle : undefined,
    skipped: reason,
  };
}
