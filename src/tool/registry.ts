import { isRecord } from '../providers/index.js';
import { ConfigurationError } from '../text/index.js';
import { anthropic } from './anthropic.js';
import { bedrock } from './bedrock.js';
import { gemini } from './gemini.js';
import { openai } from './openai.js';
import { responses } from './responses.js';
import type { Shape, ToolCall, ToolShape } from './shape.js';

/** The first whose shape a request or a call has is used: those whose shapes say most come first. */
const SHAPES: readonly Shape[] = [bedrock, gemini, responses, anthropic, openai];

/** Where a request has its messages. */
const LISTS = ['messages', 'input', 'contents'];
/** A list may claim to be longer than memory. */
const MAX_MESSAGES = 1 << 20;

/** The shape of this name. @throws {@link ConfigurationError} for another. */
export function shapeNamed(id: ToolShape): Shape {
  const shape = SHAPES.find((own) => own.id === id);
  if (!shape) throw new ConfigurationError(`a shape is one of ${SHAPES.map((own) => own.id).join(', ')}`, 'shape');
  return shape;
}

/** The shape that a request has. @throws {@link ConfigurationError} where that cannot be told. */
export function shapeOf(request: unknown): Shape {
  if (isRecord(request) && LISTS.some((name) => isHuge(request[name])))
    throw new ConfigurationError('a request has at most 1,048,576 messages', 'request');
  const shape = isRecord(request) ? SHAPES.find((own) => own.matches(request)) : undefined;
  if (!shape) throw new ConfigurationError('a request has `messages`, `input` or `contents`', 'request');
  return shape;
}

/** A call, and the shape it has; nothing where it has none that we know. */
export function readCall(call: unknown): { readonly shape: Shape; readonly call: ToolCall } | undefined {
  if (!isRecord(call)) return undefined;
  for (const shape of SHAPES) {
    const own = shape.read(call);
    if (own) return { shape, call: own };
  }
  return undefined;
}

function isHuge(list: unknown): boolean {
  return Array.isArray(list) && list.length > MAX_MESSAGES;
}
