// Defers the tools of MCP servers, so that a model loads only the tools that it searches for. The provider must be able
// to search tools. The output depends on the definitions, the model and a forced choice alone, so it is the same for
// all requests of a conversation.
import { elementsIn, membersIn, textIn, withLast, type Member, type Span } from '../fields.js';

/** A provider that searches tools itself. */
interface ToolSearch {
  /** Names of models that can search. A later request may go to a model that cannot. */
  readonly models: RegExp;
  /** The tool that searches. */
  readonly tool: object;
}

/** Tool searches by route. Other routes with the same shapes lead to clouds that may not have a search. */
const SEARCHES: Readonly<Record<string, ToolSearch>> = {
  messages: anthropic(),
  // The counted request must be the one that is sent.
  count_tokens: anthropic(),
  responses: {
    models: /^gpt-(?:5\.(?:[4-9]|\d\d)|[6-9])/,
    tool: { type: 'tool_search' },
  },
};

function anthropic(): ToolSearch {
  return {
    models: /^claude-(?:opus|sonnet|fable|mythos)-(?:4-[5-9]|[5-9])(?:-|$)/,
    tool: { type: 'tool_search_tool_bm25_20251119', name: 'tool_search_tool_bm25' },
  };
}

/**
 * The names of tools of MCP servers. There are many, and most are rarely used. A client's own tools are used all the
 * time.
 */
const SEARCHED = /^mcp__/;
/** The minimum number of tools. With fewer a search costs more than it saves. */
const MIN_TOOLS = 10;
const MARK = Buffer.from('"defer_loading":true,');

/** The parts of a request that decide, besides the definitions. */
export interface Asked {
  readonly route: string | undefined;
  readonly model: string | undefined;
  /** The choice of a tool, if the request makes one. */
  readonly choice: Span | undefined;
}

/** Whether the provider can search tools for a model. */
export function canDefer({ route, model }: Asked): boolean {
  return route !== undefined && model !== undefined && SEARCHES[route]?.models.test(model) === true;
}

/**
 * Defers the MCP tools in the list `tools` of a source. Returns the same source if too few can be deferred, or if the
 * client defers some itself.
 */
export function deferTools(source: Buffer, tools: Span, { route = '', choice }: Asked): Buffer {
  const all = [...elementsIn(source, tools)].map(({ start }) => ({ start, members: membersIn(source, start) ?? [] }));
  const isOwn = all.some(
    ({ members }) => members.some(({ name }) => name === 'defer_loading') || isSearch(source, members),
  );
  const deferred = all.filter(({ members }) => isDeferrable(source, members));
  const search = SEARCHES[route];
  if (isOwn || deferred.length < MIN_TOOLS || !search) return source;
  const chosen = choice && source.toString('utf8', choice.start, choice.end);
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { start, members } of deferred) {
    // A model that must call a tool has to know its definition.
    if (chosen?.includes(`"${nameOf(source, members)}"`)) continue;
    pieces.push(source.subarray(at, start + 1), MARK);
    at = start + 1;
  }
  const marked = Buffer.concat([...pieces, source.subarray(at)]);
  const end = tools.end + marked.length - source.length;
  return withLast(marked, { start: tools.start, end }, [search.tool]);
}

/** A tool with a mark for the cache must be sent, so it cannot be deferred. */
function isDeferrable(source: Buffer, members: readonly Member[]): boolean {
  return SEARCHED.test(nameOf(source, members)) && !members.some(({ name }) => name === 'cache_control');
}

function isSearch(source: Buffer, members: readonly Member[]): boolean {
  return textOf(source, members, 'type').startsWith('tool_search');
}

function nameOf(source: Buffer, members: readonly Member[]): string {
  return textOf(source, members, 'name');
}

function textOf(source: Buffer, members: readonly Member[], name: string): string {
  const member = members.find((own) => own.name === name);
  return (member && textIn(source, member.value)) ?? '';
}
