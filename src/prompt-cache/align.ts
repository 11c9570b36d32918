// Moves text that changes from request to request behind text that does not.
import { isRecord } from '../providers/index.js';
import { fieldsOf, listOf } from './json.js';
import { breakpointsOf } from './places.js';
import { partition } from './units.js';

/** Fields of a request that have its system prompt. */
const FIELDS = ['system', 'instructions', 'systemInstruction', 'system_instruction'];
const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer']);

/**
 * Moves volatile text of the system prompt (dates, times, ids) to its end, so that everything before it stays in the
 * provider's cache. Whole sentences move, or lines if a line is one sentence, unchanged and in order. In a list of
 * blocks, and for Anthropic, which caches whole blocks, they get blocks of their own at the end, behind every mark for
 * the cache. Text in a code block, a table, an example, or a block that is volatile as a whole and marked, stays. Each
 * system message is a prompt of its own. A string is taken for a system prompt.
 *
 * The same input gives the same output. Its own output, and a request in which nothing moves, comes back as the same
 * object. Use it from the first request of a conversation on, or never: it changes the cached prefix.
 *
 * @example
 * ```ts
 * import { alignCache } from '@headroom/native/prompt-cache';
 *
 * const request = alignCache({ model, max_tokens: 1024, system, messages });
 * console.log(request.system);
 * ```
 */
export function alignCache(system: string): string;
export function alignCache<R extends object>(request: R): R;
export function alignCache(request: string | object): string | object {
  try {
    return typeof request === 'string' ? alignText(request) : alignRequest(request);
  } catch {
    // Getters and proxies may throw: such a request is returned unchanged.
    return request;
  }
}

function alignRequest(request: object): object {
  if (!isRecord(request)) return request;
  const fields = fieldsOf(request);
  let out: Record<string, unknown> = request;
  for (const field of FIELDS) if (out[field] !== undefined) out = withField(out, field, alignPrompt(out[field]));
  if (typeof fields['system'] === 'string' && breakpointsOf(fields))
    out = withField(out, 'system', splitBlock(fields['system']));
  if (isRecord(out['config'])) out = withField(out, 'config', alignRequest(out['config']));
  for (const field of ['messages', 'input'])
    if (Array.isArray(out[field])) out = withField(out, field, alignMessages(out[field]));
  return out;
}

/** Aligns the system messages at the start of a conversation. A later one may depend on the messages before it. */
function alignMessages(messages: readonly unknown[]): readonly unknown[] {
  const end = messages.findIndex((message) => !isRecord(message) || !ROLES.has(message['role']));
  const system = messages.slice(0, end < 0 ? messages.length : end) as Record<string, unknown>[];
  const now = system.map((message) => withField(message, 'content', alignPrompt(message['content'])));
  return now.every((message, at) => message === system[at]) ? messages : [...now, ...messages.slice(now.length)];
}

/** Aligns a prompt, which is a string, a list of blocks, or an object with parts. */
function alignPrompt(prompt: unknown): unknown {
  if (typeof prompt === 'string') return alignText(prompt);
  if (Array.isArray(prompt)) return alignBlocks(prompt);
  return isRecord(prompt) && Array.isArray(prompt['parts'])
    ? withField(prompt, 'parts', alignBlocks(prompt['parts']))
    : prompt;
}

function alignText(text: string): string {
  const { stable, moved, inOrder } = partition(text);
  return inOrder ? text : `${stable.trimEnd()}\n\n${moved.join('\n')}`;
}

/** Splits a text that a provider would cache as one block into a stable block and a volatile one. */
function splitBlock(text: string): unknown {
  const blocks = alignBlocks([{ type: 'text', text }]);
  return blocks.length === 1 ? text : blocks;
}

function alignBlocks(blocks: readonly unknown[]): readonly unknown[] {
  const head: unknown[] = [];
  const tail: unknown[] = [];
  let isChanged = false;
  for (const block of listOf(blocks)) {
    const { stable, moved } =
      isRecord(block) && typeof block['text'] === 'string' ? partition(block['text']) : { stable: '', moved: [] };
    const own = block as Record<string, unknown>;
    const isWhole = stable.trim() === '';
    if (moved.length === 0 || (isWhole && 'cache_control' in own)) {
      isChanged ||= tail.length > 0;
      head.push(block);
    } else if (isWhole) {
      tail.push(block);
    } else {
      isChanged = true;
      head.push({ ...own, text: stable.trimEnd() });
      tail.push({ ...('type' in own && { type: own['type'] }), text: moved.join('\n') });
    }
  }
  return isChanged ? [...head, ...tail] : blocks;
}

function withField<T extends Record<string, unknown>>(object: T, field: string, value: unknown): T {
  return object[field] === value ? object : { ...object, [field]: value };
}
