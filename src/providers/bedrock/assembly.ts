// Assembles a response of Converse from the events of its stream.
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

/** The response as far as the stream has delivered it. */
export class Response {
  #role: unknown = 'assistant';
  #reason: unknown;
  #usage: Fields | undefined;
  readonly #blocks = new Map<unknown, Fields>();
  /** Arguments of calls by block index. They arrive as fragments of JSON. */
  readonly #inputs = new Map<unknown, string>();

  get isWhole(): boolean {
    return this.#reason !== undefined;
  }

  /** The usage of this response, which comes last. */
  get usage(): Fields | undefined {
    return this.#usage;
  }

  add({ messageStart, contentBlockStart, contentBlockDelta, messageStop, metadata }: Fields): void {
    if (isRecord(messageStart)) this.#role = messageStart['role'];
    if (isRecord(contentBlockStart) && isRecord(contentBlockStart['start']))
      this.#blocks.set(contentBlockStart['contentBlockIndex'], contentBlockStart['start']);
    if (isRecord(contentBlockDelta) && isRecord(contentBlockDelta['delta']))
      this.#grow(contentBlockDelta['contentBlockIndex'], contentBlockDelta['delta']);
    if (isRecord(messageStop)) this.#reason = messageStop['stopReason'] ?? null;
    if (isRecord(metadata) && isRecord(metadata['usage'])) this.#usage = metadata['usage'];
  }

  fields(): Fields {
    const content = [...this.#blocks].map(([index, block]) => this.#withInput(index, block));
    return { output: { message: { role: this.#role, content } }, stopReason: this.#reason, usage: this.#usage };
  }

  #grow(index: unknown, delta: Fields): void {
    const block = this.#blocks.get(index) ?? {};
    const { text, toolUse, reasoningContent: reasoning, citation } = delta;
    if (isRecord(toolUse)) this.#inputs.set(index, (this.#inputs.get(index) ?? '') + String(toolUse['input']));
    else if (typeof text === 'string') this.#blocks.set(index, withText(block, text));
    else if (isRecord(reasoning))
      this.#blocks.set(index, { reasoningContent: grown(fieldsIn(block['reasoningContent']), reasoning) });
    else if (isRecord(citation)) this.#blocks.set(index, withCitation(block, citation));
  }

  #withInput(index: unknown, block: Fields): Fields {
    const { toolUse } = block;
    return isRecord(toolUse) ? { ...block, toolUse: { ...toolUse, input: inputOf(this.#inputs.get(index)) } } : block;
  }
}

/** Text belongs to the citations of its block if there are any. */
function withText(block: Fields, text: string): Fields {
  const { citationsContent: cited } = block;
  if (!isRecord(cited)) return { ...block, text: `${String(block['text'] ?? '')}${text}` };
  const [first] = Array.isArray(cited['content']) ? cited['content'].filter(isRecord) : [];
  return { citationsContent: { ...cited, content: [{ text: `${String(first?.['text'] ?? '')}${text}` }] } };
}

function withCitation(block: Fields, citation: Fields): Fields {
  const cited = fieldsIn(block['citationsContent']);
  const content = cited['content'] ?? [{ text: block['text'] ?? '' }];
  const citations = Array.isArray(cited['citations']) ? cited['citations'] : [];
  return { citationsContent: { content, citations: [...citations, citation] } };
}

/** Deltas of reasoning are flat. In a message its text and signature stand in a field of their own. */
function grown(before: Fields, { text, signature, ...others }: Fields): Fields {
  if (text === undefined && signature === undefined) return { ...before, ...others };
  const { text: said = '', ...rest } = fieldsIn(before['reasoningText']);
  return {
    reasoningText: {
      ...rest,
      text: `${String(said)}${String(text ?? '')}`,
      ...(signature !== undefined && { signature }),
    },
  };
}

function fieldsIn(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** The arguments of a call. A response that was cut off may have half of them. */
function inputOf(json: string = ''): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    return {};
  }
}
