// Offers `headroom_retrieve` to models: from the first request of a conversation on, or never. Tools come before
// messages in a prompt cache. Only where a provider takes tools between messages may the offer come later.
import type { Span } from '../fields.js';
import type { Addressed } from '../routes.js';
import type { Beginning } from './conversation.js';
import { offeredLate } from './late.js';
import type { Memory } from './memory.js';
import { placeForTool, withTool } from './tool.js';

/**
 * Adds the tool to a request. Undefined if its conversation does not have the tool; then nothing may be elided.
 *
 * @param addressed - the request outside of its body.
 */
export function offered(
  source: Buffer,
  fields: ReadonlyMap<string, Span> | undefined,
  addressed: Addressed,
  { key, isFirst }: Beginning,
  memory: Memory,
): Buffer | undefined {
  const { route, path } = addressed;
  if (!route) return undefined;
  const place = placeForTool(source, fields, route.shape);
  if (!place) return undefined;
  if (!memory.has(key)) {
    if (!isFirst) return offeredLate(source, fields, addressed, key, memory);
    const mayBegin = isFollowed(path) && !isKept(source, fields, route.shape);
    if (!mayBegin || !memory.add(key)) return undefined;
  }
  return withTool(source, place, route.shape);
}

/** True if calls in the response can be answered. Gemini streams a JSON list unless events are requested. */
export function isFollowed(path: string): boolean {
  return !path.includes(':streamGenerateContent') || /[?&]alt=sse\b/.test(path);
}

/**
 * True if the provider may keep the conversation, so that later requests have only its end. Responses does so by
 * default.
 */
function isKept(source: Buffer, fields: ReadonlyMap<string, Span> | undefined, shape: string): boolean {
  const store = fields?.get('store');
  return shape === 'responses' && !(store && source.toString('latin1', store.start, store.end) === 'false');
}
