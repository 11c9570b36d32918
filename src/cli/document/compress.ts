import { pairsOf, resultsOf, type Pair } from '../../analysis/index.js';
import { crushJson, crushJsonAsync } from '../../api/index.js';
import {
  configuration,
  Headroom,
  noteSources,
  type CompressOptions,
  type HeadroomOptions,
} from '../../headroom/index.js';
import type { BlockReport, CrushOptions } from '../../native/index.js';
import { literalFor, replacedIn, splice } from '../../splice/index.js';
import type { Document } from './document.js';

/** The options of compression: those of conversations and those of other texts. */
export interface How {
  readonly conversation: Pick<CompressOptions, 'policy' | 'exactOnly' | 'query' | 'onProgress'>;
  readonly json: Pick<CrushOptions, 'format'>;
  /** The store for elided originals. */
  readonly store: HeadroomOptions;
}

/** What was done to the texts of a document. */
export interface Explanation {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** A report for each text in it. */
  readonly blocks: readonly BlockReport[];
  /** Each of these texts before and after. */
  readonly texts: () => readonly Pair[];
}

/** The result of compressing a document. */
export interface Compressed extends Explanation {
  /** The compressed document, in the form in which it was given. */
  readonly output: string | Uint8Array;
}

/** Compresses a document. `name` is the label of the only block, if the document is no conversation. */
export function compressDocument(document: Document, name: string, how: How): Promise<Compressed> {
  switch (document.type) {
    case 'conversation':
      return compressConversation(document, how);
    case 'json':
      return crush(document.text, name, how);
    case 'text':
      return compressText(document.text, name, how);
    case 'bytes':
      return Promise.resolve(leave(document.bytes, name));
  }
}

/** A document before it was compressed. */
export interface Expanded {
  readonly output: string | Uint8Array;
  /** The tool results in it, as they were given and as they are now. */
  readonly results: readonly Pair[];
}

/** Expands a compressed document. */
export async function expandDocument(document: Document, store: HeadroomOptions): Promise<Expanded> {
  if (document.type === 'bytes') return { output: document.bytes, results: [] };
  const headroom = new Headroom(store);
  if (document.type !== 'conversation') {
    const output = await headroom.expand(document.text, { allowMissing: true });
    return { output, results: [[document.text, output]] };
  }
  const { text, messages, wrap } = document;
  const now = await headroom.expand(messages, { allowMissing: true });
  return { output: splice(text, wrap(messages), wrap(now)), results: resultsOf(messages, now) };
}

async function compressConversation(
  { text, messages, wrap }: Document & { type: 'conversation' },
  how: How,
): Promise<Compressed> {
  // `expand` writes a structured result without blanks. One that is written in another way stays as it is.
  const literalOf = literalFor(!/[^\0-\x7f]/.test(text));
  await noteSources(
    { messages, wrap },
    (after) => replacedIn(text, wrap(messages), after),
    (value, json) => literalOf(value) !== json,
  );
  const {
    messages: now,
    blocks,
    tokensBefore,
    tokensAfter,
  } = await new Headroom(how.store).compress(messages, how.conversation);
  const output = splice(text, wrap(messages), wrap(now));
  return { output, blocks, tokensBefore, tokensAfter, texts: () => pairsOf(messages, now) };
}

async function compressText(text: string, name: string, { conversation, store }: How): Promise<Compressed> {
  const { onProgress: _onProgress, ...options } = conversation;
  const result = await new Headroom(store).compressText(text, { policy: 'oneshot', ...options });
  return {
    output: result.text,
    blocks: [{ ...result.report, name }],
    tokensBefore: result.tokensBefore,
    tokensAfter: result.tokensAfter,
    texts: () => [[text, result.text]],
  };
}

async function crush(text: string, name: string, how: How): Promise<Compressed> {
  const format = how.json.format ?? 'text';
  const { policy, exactOnly, query } = how.conversation;
  const keeps = Boolean(how.store.store ?? configuration().store) && policy !== 'agent' && exactOnly !== true;
  const options = {
    format,
    minTokensToCrush: 0,
    ...(keeps && { store: new Headroom(how.store), ...(query !== undefined && { query }) }),
  };
  const {
    text: output,
    compressed,
    fidelity,
    skipped,
    tokensBefore,
    tokensAfter,
  } = await crushJsonAsync(text, options);
  const edit = {
    unit: 'json',
    codec: 'json',
    fidelity,
    waste: 'json',
    reason: `JSON as ${format}`,
    start: 0,
    end: Buffer.byteLength(text),
    outputStart: 0,
    outputEnd: Buffer.byteLength(output),
    tokensBefore,
    tokensAfter,
  } as const;
  const block = {
    message: 0,
    role: 'result',
    name,
    label: '',
    kind: 'json',
    fidelity,
    tokensBefore,
    tokensAfter,
    edits: compressed ? [edit] : [],
    ...(skipped !== undefined && { skipped }),
  } as const;
  return { output, blocks: [block], tokensBefore, tokensAfter, texts: () => [[text, output]] };
}

/** Passes bytes on that are not text. */
function leave(bytes: Uint8Array, name: string): Compressed {
  const { tokensBefore } = crushJson(bytes);
  const tokens = { tokensBefore, tokensAfter: tokensBefore };
  return {
    output: bytes,
    blocks: [
      {
        message: 0,
        role: 'result',
        name,
        label: '',
        kind: 'blob',
        fidelity: 'bytes',
        edits: [],
        skipped: 'not-text',
        ...tokens,
      },
    ],
    ...tokens,
    texts: () => [],
  };
}
