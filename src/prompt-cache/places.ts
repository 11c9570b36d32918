// Where a mark for the cache can stand in a request to Anthropic, in the order of the prompt: tools, system, messages.
import { isRecord } from '../providers/index.js';
import { jsonOf, listOf, type Count } from './json.js';
import { partition } from './units.js';

/** How long what is cached is kept. */
export type CacheTtl = '5m' | '1h';

/** A tool or a block of content. */
export interface Place {
  readonly tier: 'tools' | 'system' | 'messages';
  /** The keys that lead to it; of a text that is no list yet, to that text. None: the mark of the request itself, which the provider puts on its end. */
  readonly path: readonly (string | number)[];
  /** Estimated tokens of the prompt up to its end. */
  readonly tokens: number;
  /** The mark that it has, itself or in its content. */
  readonly marked: CacheTtl | undefined;
  /** Whether a mark may stand on it. */
  readonly isFit: boolean;
  /** Whether it is a block of the system prompt that is different each time, as {@link alignCache} makes them. */
  readonly isVolatile: boolean;
}

/** Blocks that may be marked: thoughts may not. */
const FIT: ReadonlySet<unknown> = new Set(['text', 'image', 'document', 'tool_use', 'tool_result']);
/** How deep content is looked into for marks: a result holds blocks, and a document may. */
const MAX_DEPTH = 3;

/** Every place of a request. */
export function placesIn(request: Readonly<Record<string, unknown>>, count: Count): Place[] {
  const places: Place[] = [];
  let tokens = 0;
  const add = (tier: Place['tier'], path: Place['path'], value: unknown, isFit: boolean): void => {
    tokens += tokensOf(value, count);
    places.push({
      tier,
      path,
      tokens,
      marked: markIn(value),
      isFit,
      isVolatile: tier === 'system' && isVolatile(value),
    });
  };
  const { tools, system, messages } = request;
  // A tool that is loaded later cannot be marked.
  for (const [at, tool] of listOf(tools).entries())
    add('tools', ['tools', at], tool, isRecord(tool) && tool['defer_loading'] !== true);
  addContent(system, ['system'], (path, value) => add('system', path, value, isFit(value)));
  for (const [at, message] of listOf(messages).entries()) {
    if (isRecord(message))
      addContent(message['content'], ['messages', at, 'content'], (path, value) =>
        add('messages', path, value, isFit(value)),
      );
  }
  if (isRecord(request['cache_control']))
    places.push({ tier: 'messages', path: [], tokens, marked: markIn(request), isFit: false, isVolatile: false });
  return places;
}

function addContent(content: unknown, path: Place['path'], add: (path: Place['path'], value: unknown) => void): void {
  if (typeof content === 'string') add(path, content);
  for (const [at, block] of listOf(content).entries()) add([...path, at], block);
}

function isFit(block: unknown): boolean {
  if (typeof block === 'string') return block.trim() !== '';
  return (
    isRecord(block) &&
    FIT.has(block['type']) &&
    (block['type'] !== 'text' || (typeof block['text'] === 'string' && block['text'].trim() !== ''))
  );
}

function isVolatile(block: unknown): boolean {
  const text = isRecord(block) ? block['text'] : block;
  const { stable, moved } = partition(typeof text === 'string' ? text : '');
  return moved.length > 0 && stable.trim() === '';
}

/** Media have tokens that their text says nothing of: they count as none. */
function tokensOf(value: unknown, count: Count): number {
  if (isRecord(value) && (value['type'] === 'image' || value['type'] === 'document')) return 0;
  return Math.max(0, count(typeof value === 'string' ? value : jsonOf(value)) || 0);
}

function markIn(value: unknown, depth = 0): CacheTtl | undefined {
  if (!isRecord(value)) return undefined;
  const { cache_control: own, content, source } = value;
  if (own !== undefined && own !== null) return isRecord(own) && own['ttl'] === '1h' ? '1h' : '5m';
  if (depth === MAX_DEPTH) return undefined;
  const inner = [...listOf(content), source]
    .map((part) => markIn(part, depth + 1))
    .filter((mark) => mark !== undefined);
  return inner.at(-1);
}
