// Anthropic's prompt cache (platform.claude.com/docs/en/build-with-claude/prompt-caching).
import type { Block, Breakpoints, CachePart, CacheTtl, Tier } from '../cache.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

/** Types of blocks that may have a `cache_control`. Thinking blocks may not. */
const FIT: ReadonlySet<unknown> = new Set(['text', 'image', 'document', 'tool_use', 'tool_result']);
/** Maximum nesting of content in which marks are searched: a tool result holds blocks, and so may a document. */
const MAX_DEPTH = 3;
/** Maximum length of a list: a sparse array or a proxy can claim any length. */
const MAX_BLOCKS = 1 << 22;

const breakpoints: Breakpoints = {
  max: 4,
  lookback: 20,

  // Anthropic requires `max_tokens`. SDKs that reuse its message shape use another field.
  takes: (request) => 'max_tokens' in request && Array.isArray(request['messages']),

  *blocks({ tools, system, messages }: Fields): Iterable<Block> {
    // A tool with `defer_loading` cannot be marked.
    for (const [at, tool] of entriesOf(tools))
      yield block('tools', ['tools', at], tool, isRecord(tool) && tool['defer_loading'] !== true);
    yield* contentIn('system', ['system'], system);
    for (const [at, message] of entriesOf(messages))
      if (isRecord(message)) yield* contentIn('messages', ['messages', at, 'content'], message['content']);
  },

  markOf: (value) => markIn(value, 0),

  markOfAll: (request) => (isRecord(request['cache_control']) ? markIn(request, 0) : undefined),

  marked(value, ttl) {
    const cache_control = { type: 'ephemeral', ...(ttl === '1h' && { ttl }) };
    return typeof value === 'string'
      ? [{ type: 'text', text: value, cache_control }]
      : { ...(value as object), cache_control };
  },
};

/** A changed parameter invalidates the cached messages only, not tools and system prompt. */
export const cache: CachePart = {
  marks: ['cache_control'],
  parameters: [
    { from: 'messages', path: ['tool_choice'] },
    { from: 'messages', path: ['thinking'] },
  ],
  losesByImages: true,
  breakpoints,
};

function* contentIn(tier: Tier, path: Block['path'], content: unknown): Iterable<Block> {
  if (typeof content === 'string') yield block(tier, path, content, content.trim() !== '');
  for (const [at, value] of entriesOf(content)) yield block(tier, [...path, at], value, isFit(value));
}

function block(tier: Tier, path: Block['path'], value: unknown, isFit: boolean): Block {
  const isMedium = isRecord(value) && (value['type'] === 'image' || value['type'] === 'document');
  return { tier, path, value, isFit, isMedium };
}

function isFit(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return (
    isRecord(value) &&
    FIT.has(value['type']) &&
    (value['type'] !== 'text' || (typeof value['text'] === 'string' && value['text'].trim() !== ''))
  );
}

function markIn(value: unknown, depth: number): CacheTtl | undefined {
  if (!isRecord(value)) return undefined;
  const { cache_control: own, content, source } = value;
  if (own !== undefined && own !== null) return isRecord(own) && own['ttl'] === '1h' ? '1h' : '5m';
  if (depth === MAX_DEPTH) return undefined;
  const inner = [...[...entriesOf(content)].map(([, part]) => part), source]
    .map((part) => markIn(part, depth + 1))
    .filter((mark) => mark !== undefined);
  return inner.at(-1);
}

/**
 * The entries of a list; none if the value is not a list.
 *
 * @throws `RangeError` if it has more than {@link MAX_BLOCKS}.
 */
function entriesOf(list: unknown): Iterable<[number, unknown]> {
  if (!Array.isArray(list)) return [];
  if (list.length > MAX_BLOCKS) throw new RangeError('too many blocks');
  return list.entries();
}
