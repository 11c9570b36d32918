// Anthropic's prompt cache (platform.claude.com/docs/en/build-with-claude/prompt-caching).
import type { Block, Breakpoints, CachePart, CacheTtl, Tier } from '../cache.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

/** Blocks that may be marked: thoughts may not. */
const FIT: ReadonlySet<unknown> = new Set(['text', 'image', 'document', 'tool_use', 'tool_result']);
/** How deep content is looked into for marks: a result holds blocks, and a document may. */
const MAX_DEPTH = 3;
/** A list may claim to be longer than memory. */
const MAX_BLOCKS = 1 << 22;

const breakpoints: Breakpoints = {
  max: 4,
  lookback: 20,

  // It asks for the length of an answer; SDKs that put requests into its shape say that otherwise.
  takes: (request) => 'max_tokens' in request && Array.isArray(request['messages']),

  *blocks({ tools, system, messages }: Fields): Iterable<Block> {
    // A tool that is loaded later cannot be marked.
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

/** Tools and system prompt stay cached when a parameter changes. */
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

/** The entries of a list; none where there is no list. @throws where it claims to be longer than any is. */
function entriesOf(list: unknown): Iterable<[number, unknown]> {
  if (!Array.isArray(list)) return [];
  if (list.length > MAX_BLOCKS) throw new RangeError('too many blocks');
  return list.entries();
}
