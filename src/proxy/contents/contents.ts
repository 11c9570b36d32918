// Changed texts of recent requests, before and after, for the dashboard. They are kept only if the user asks for it,
// only in memory, and only while the store has not been cleared.
import { randomUUID } from 'node:crypto';
import { explained, pairsOf, type Explained } from '../../analysis/index.js';
import { HeadroomError, withoutCredentials } from '../../errors/index.js';
import { conversationIn, type Message } from '../../providers/index.js';
import type { Originals } from '../../store/index.js';
import type { Blocks, Bodies } from '../../wire/index.js';

/** Maximum number of requests, of texts of one request, and of characters of one text. */
const MAX_REQUESTS = 50;
const MAX_TEXTS = 10;
const MAX_CHARACTERS = 16_384;
/** Maximum number of characters of all texts together. */
const MAX_TOTAL = 4 * 2 ** 20;
/** Longer bodies are not parsed, because that would hold up other requests. In bytes. */
const MAX_BODY = 2 * 2 ** 20;
/** Codes of errors that say that the store no longer has a text. */
const GONE: ReadonlySet<string> = new Set(['retrieve/unknown', 'retrieve/expired']);

/** A text before and after compression. */
export interface KeptText {
  readonly message: number;
  readonly name: string;
  readonly kind: string;
  readonly fidelity: string;
  readonly tokens_before: number;
  readonly tokens_after: number;
  readonly reasons: readonly string[];
  readonly before: string;
  readonly after: string;
}

export class Contents {
  readonly #originals: Originals | undefined;
  readonly #requests = new Map<number, readonly KeptText[]>();
  #total = 0;
  /** The handle of a text in the store that disappears when the store is cleared. */
  #mark: string | undefined;

  /** @param originals - where originals are stored. If they are deleted, the texts here are, too. */
  constructor(originals: Originals | undefined) {
    this.#originals = originals;
  }

  /** Keeps the changed texts of a request. */
  async add(id: number, { before, after }: Bodies, blocks: Blocks): Promise<void> {
    if (before.length > MAX_BODY || after.length > MAX_BODY || before === after) return;
    await this.#followStore();
    const texts = explained(pairsOf(messagesIn(before), messagesIn(after)), await blocks.from(0));
    const changed = texts.filter((text) => text.before !== text.after).slice(-MAX_TEXTS);
    if (changed.length === 0) return;
    this.#mark ??= await this.#marked();
    this.#keep(id, changed.map(keptOf));
  }

  /** The texts of a request. Undefined if they are not kept, or the store was cleared since. */
  async of(id: number): Promise<readonly KeptText[] | undefined> {
    await this.#followStore();
    return this.#requests.get(id);
  }

  /** The requests whose texts are kept. None if the store cannot be read now: then no text is shown. */
  async ids(): Promise<ReadonlySet<number>> {
    const isRead = await this.#followStore().then(
      () => true,
      () => false,
    );
    return new Set(isRead ? this.#requests.keys() : []);
  }

  #keep(id: number, texts: readonly KeptText[]): void {
    this.#requests.set(id, texts);
    this.#total += lengthOf(texts);
    for (const [oldest, own] of this.#requests) {
      if (this.#requests.size <= MAX_REQUESTS && this.#total <= MAX_TOTAL) return;
      this.#requests.delete(oldest);
      this.#total -= lengthOf(own);
    }
  }

  /** Forgets all texts if the store no longer has the mark. @throws if the store cannot be read now. */
  async #followStore(): Promise<void> {
    if (this.#mark === undefined) return;
    try {
      await this.#originals?.retrieve(this.#mark);
    } catch (error) {
      if (!HeadroomError.isInstance(error) || !GONE.has(error.code)) throw error;
      this.#requests.clear();
      this.#total = 0;
      this.#mark = undefined;
    }
  }

  async #marked(): Promise<string | undefined> {
    const [handle] = (await this.#originals?.put([`The dashboard shows texts of requests: ${randomUUID()}`])) ?? [];
    return handle;
  }
}

function messagesIn(body: Buffer): readonly Message[] {
  return conversationIn(JSON.parse(body.toString()))?.messages ?? [];
}

function keptOf({ block, before, after }: Explained): KeptText {
  return {
    message: block.message,
    name: block.name,
    kind: block.kind,
    fidelity: block.fidelity,
    tokens_before: block.tokensBefore,
    tokens_after: block.tokensAfter,
    reasons: block.edits.map(({ reason }) => reason),
    before: shown(before),
    after: shown(after),
  };
}

function shown(text: string): string {
  return withoutCredentials(text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text, '[credential]');
}

function lengthOf(texts: readonly KeptText[]): number {
  return texts.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
}
