// Offers `headroom_retrieve` in the middle of a conversation that began without it. Anthropic takes definitions of tools
// between messages, which leaves the cached messages before them valid. Elsewhere a new tool changes the start of the
// prompt, so that everything would be written to the cache again.
import { createHash } from 'node:crypto';
import { retrieveTool } from '../../tool/index.js';
import { elementsIn, fieldsIn, textIn, type Span } from '../fields.js';
import type { Addressed } from '../routes.js';
import type { Memory } from './memory.js';

/** The betas that the client must use itself: without them the provider refuses such a request. */
const BETAS = ['mid-conversation-tool-changes-2026-07-01', 'inline-tools-2026-09-15'];
/** The models for which Anthropic documents that the cache stays valid. */
const MODELS = /^claude-(?:opus-(?:4-8|5-5)|(?:fable|mythos)-5(?:-1)?)(?:-\d{8})?$/;
/** Requests to Anthropic itself. Clouds may not have the betas. */
const ROUTES: ReadonlySet<string> = new Set(['messages', 'count_tokens']);

const ADDITION = Buffer.from(
  JSON.stringify({
    role: 'system',
    content: [{ type: 'tool_addition', tool: { type: 'tool_definition', definition: retrieveTool('anthropic') } }],
  }),
);
const COMMA = Buffer.from(',');

/**
 * Adds the tool behind the last message, and in later requests of the conversation at the same place. Undefined if the
 * provider does not take it there.
 *
 * @param key - of the conversation.
 */
export function offeredLate(
  source: Buffer,
  fields: ReadonlyMap<string, Span> | undefined,
  { route, betas = '' }: Addressed,
  key: string,
  memory: Memory,
): Buffer | undefined {
  const [model, list] = [fields?.get('model'), fields?.get('messages')];
  if (!route || !ROUTES.has(route.name) || !model || !list) return undefined;
  const used = betas.split(',').map((name) => name.trim());
  if (!BETAS.every((name) => used.includes(name)) || !MODELS.test(textIn(source, model) ?? '')) return undefined;
  const messages = [...elementsIn(source, list)];
  const before = messages.findIndex((_, count) => memory.has(keyOf(key, count + 1)));
  const count = before < 0 ? messages.length : before + 1;
  const last = messages[count - 1];
  if (!last) return undefined;
  if (before < 0) {
    const mayBegin = route.isAnswered && isOfUser(source, last);
    if (!mayBegin || !memory.add(keyOf(key, count))) return undefined;
  }
  return Buffer.concat([source.subarray(0, last.end), COMMA, ADDITION, source.subarray(last.end)]);
}

/** The key under which the place is remembered: behind that number of messages. */
function keyOf(key: string, count: number): string {
  return createHash('sha256').update(`${key} ${count}`).digest('hex').slice(0, 32);
}

function isOfUser(source: Buffer, { start, end }: Span): boolean {
  const message = source.subarray(start, end);
  const role = fieldsIn(message)?.get('role');
  return role !== undefined && textIn(message, role) === 'user';
}
