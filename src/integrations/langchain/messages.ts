// Messages of LangChain: instances of its classes, which this package does not import.
import type { Message } from '../../providers/index.js';
import type { Translation } from '../live.js';

/** The fields of a message that are read. */
export interface LangChainMessage {
  content: unknown;
}

interface Call {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly args?: unknown;
}

/** Fields that only some messages have. */
interface Fields extends LangChainMessage {
  readonly type?: unknown;
  readonly getType?: () => unknown;
  readonly tool_call_id?: unknown;
  readonly tool_calls?: readonly Call[];
  readonly lc_kwargs?: object;
}

/** Converts a message to OpenAI Chat Completions. */
function read(message: Fields): Message {
  const { content, tool_call_id, tool_calls } = message;
  // Version 0 has the type only behind a method.
  const type = typeof message.getType === 'function' ? message.getType() : message.type;
  if (type === 'tool') return { role: 'tool', tool_call_id, content };
  if (type === 'ai' && tool_calls?.length) return { role: 'assistant', content, tool_calls: tool_calls.map(readCall) };
  if (type === 'system' || type === 'developer') return { role: type, content };
  return { role: type === 'ai' ? 'assistant' : 'user', content };
}

function readCall({ id, name, args }: Call): object {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(args) } };
}

/** Makes an instance of the same class with other content. */
export function withContent<M extends LangChainMessage>(message: M, content: unknown): M {
  const copy = Object.create(Object.getPrototypeOf(message), Object.getOwnPropertyDescriptors(message)) as M & Fields;
  copy.content = content;
  // The fields that are serialized. The framework writes ids into them.
  return Object.assign(copy, { lc_kwargs: { ...copy.lc_kwargs, content } });
}

/** The translation of messages of one kind. */
export function translation<M extends LangChainMessage>(): Translation<M> {
  return { read, write: (message, sent) => withContent(message, (sent as LangChainMessage).content) };
}
