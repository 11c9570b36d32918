import { Headroom, type Session } from '../../headroom/index.js';
import type { Message } from '../../providers/index.js';

/** The maximum number of texts in a session, and of their bytes. After that, the session starts anew. */
const MAX_TEXTS = 1000;
const MAX_BYTES = 8 * 2 ** 20;

/** A text as the model gets it. */
export interface ShortText {
  readonly short: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

interface Remembered {
  readonly session: Session;
  readonly messages: Message[];
  bytes: number;
  tokensBefore: number;
  tokensAfter: number;
}

/**
 * The files that one client has read, as a conversation of tool calls. So references are found as in any other
 * conversation.
 */
export class Reads {
  readonly #headroom = new Headroom({ store: false, exactOnly: true, mode: 'optimize' });
  #remembered: Remembered = this.#nothing();
  #last: Promise<unknown> = Promise.resolve();

  /** Adds a text, and returns it with references to earlier ones. */
  add(path: string, text: string): Promise<ShortText> {
    // The texts are added one after the other, because each may refer to those before it.
    const added = this.#last.then(() => this.#add(path, text));
    this.#last = added.catch(() => this.forget());
    return added;
  }

  /** Starts anew: the client no longer sees what it has read. */
  forget(): void {
    this.#remembered = this.#nothing();
  }

  async #add(path: string, text: string): Promise<ShortText> {
    const length = Buffer.byteLength(text);
    if (this.#remembered.bytes + length > MAX_BYTES || this.#remembered.messages.length >= 2 * MAX_TEXTS) this.forget();
    const own = this.#remembered;
    own.bytes += length;
    own.messages.push(...turn(`read-${own.messages.length}`, path, text));
    const { messages, tokensBefore, tokensAfter } = await own.session.compress(own.messages);
    const given = {
      short: textIn(messages.at(-1)!),
      tokensBefore: tokensBefore - own.tokensBefore,
      tokensAfter: tokensAfter - own.tokensAfter,
    };
    Object.assign(own, { tokensBefore, tokensAfter });
    return given;
  }

  #nothing(): Remembered {
    return { session: this.#headroom.session(), messages: [], bytes: 0, tokensBefore: 0, tokensAfter: 0 };
  }
}

function turn(id: string, path: string, text: string): Message[] {
  return [
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'headroom_read', input: { file_path: path } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] },
  ];
}

function textIn(message: Message): string {
  return (message as { content: [{ content: string }] }).content[0].content;
}
