// Finds tool results among the messages between a client and a server, and compresses them.
import { isRecord, type Fields } from '../../providers/index.js';
import { splice } from '../../splice/index.js';

/** The maximum number of calls whose results are awaited. A client with more of them has lost their results. */
const MAX_PENDING = 10_000;

/** Follows tool calls, and shortens their results. */
export class Results {
  readonly #shorten: (text: string, tool: string) => string;
  readonly #pending = new Map<unknown, string>();

  /** @param shorten - returns a shorter form of a text, or the text itself. */
  constructor(shorten: (text: string, tool: string) => string) {
    this.#shorten = shorten;
  }

  /** Examines a message of the client. */
  asked(line: string): void {
    if (!line.includes('"tools/call"')) return;
    for (const { id, method, params } of messagesIn(parsed(line))) {
      if (method !== 'tools/call' || id === undefined || this.#pending.size >= MAX_PENDING) continue;
      this.#pending.set(id, isRecord(params) && typeof params['name'] === 'string' ? params['name'] : '');
    }
  }

  /** Returns the message for the client: the same string, unless a tool result in it got shorter. */
  answered(line: string): string {
    if (this.#pending.size === 0) return line;
    const before = parsed(line);
    const after = Array.isArray(before)
      ? sameIfEqual(
          before,
          before.map((own) => this.#message(own)),
        )
      : this.#message(before);
    return splice(line, before, after);
  }

  #message(message: unknown): unknown {
    if (!isRecord(message) || message['method'] !== undefined) return message;
    const tool = this.#pending.get(message['id']);
    if (tool === undefined) return message;
    this.#pending.delete(message['id']);
    const { result } = message;
    // Errors stay unchanged. So does `structuredContent`, which must fit the schema of its tool and may be read by
    // programs. The same result as texts, in `content`, is for the model.
    if (!isRecord(result) || result['isError'] === true) return message;
    const { content } = result;
    if (!Array.isArray(content)) return message;
    const shortened = sameIfEqual(
      content,
      content.map((block: unknown) => this.#block(block, tool)),
    );
    return shortened === content ? message : { ...message, result: { ...result, content: shortened } };
  }

  #block(block: unknown, tool: string): unknown {
    if (!isRecord(block) || block['type'] !== 'text' || typeof block['text'] !== 'string') return block;
    const text = this.#shorten(block['text'], tool);
    return text === block['text'] ? block : { ...block, text };
  }
}

function messagesIn(value: unknown): Fields[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

function sameIfEqual(before: unknown[], after: unknown[]): unknown[] {
  return after.every((own, at) => own === before[at]) ? before : after;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
