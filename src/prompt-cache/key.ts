// The key by which OpenAI routes requests with the same prefix to the same cache.
import { createHash } from 'node:crypto';
import { isRecord } from '../providers/index.js';
import { ESTIMATE } from './json.js';
import { promptOf } from './prompt.js';

/** Length of a key. OpenAI accepts at most 64 characters. */
const LENGTH = 32;

/**
 * The `prompt_cache_key` of a request to OpenAI: the client's own, or a hash of the start that all requests of a
 * conversation share: its tools, its system prompt and the first message after that. The same start gives the same key
 * on every machine. Marks for the cache make no difference.
 *
 * @returns undefined for anything that is not a request, or is empty.
 *
 * @example
 * ```ts
 * import { promptCacheKey } from '@headroom/native/prompt-cache';
 *
 * const request = { model: 'gpt-5', messages: [{ role: 'user', content: 'Hello' }] };
 * console.log(promptCacheKey(request) === promptCacheKey(structuredClone(request))); // true
 * ```
 */
export function promptCacheKey(request: object): string | undefined {
  try {
    const own = isRecord(request) ? request['prompt_cache_key'] : undefined;
    if (typeof own === 'string' && own !== '') return own;
    const segments = promptOf(request, ESTIMATE)?.segments ?? [];
    const first = segments.find(({ tier }) => tier === 'messages');
    const start = segments.filter(
      (segment) => segment.tier !== 'messages' || messageOf(segment.where) === messageOf(first!.where),
    );
    if (start.length === 0) return undefined;
    return createHash('sha256')
      .update(JSON.stringify(start.map(({ tier, text }) => [tier, text])))
      .digest('hex')
      .slice(0, LENGTH);
  } catch {
    // Getters and proxies may throw, and objects may be circular.
    return undefined;
  }
}

/** `messages[0]` of `messages[0].content[1]`. */
function messageOf(where: string): string {
  return where.split('.', 1)[0]!;
}
