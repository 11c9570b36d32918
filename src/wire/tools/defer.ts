// Marks the tools of MCP servers as to be loaded when the model looks for them, where its provider can search tools. The output is a function of the
// definitions, the model and a forced choice, so that the requests of a conversation have the same.
import { elementsIn, membersIn, textIn, withLast, type Member, type Span } from '../fields.js';

/** A provider that searches tools itself. */
interface ToolSearch {
  /** Names of models that can do it. A later request may go to a model that cannot. */
  readonly models: RegExp;
  /** The tool that searches. */
  readonly tool: object;
}

/** By the name of the route. Other routes with the same shapes lead to clouds that may lack it. */
const SEARCHES: Readonly<Record<string, ToolSearch>> = {
  messages: anthropic(),
  // What is counted has to be what is sent.
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

/** How clients name the tools of MCP servers. They are many, and each is rarely used; a client's own tools are used all the time. */
const SEARCHED = /^mcp__/;
/** Fewer are found no faster by a search than by reading them. */
const MIN_TOOLS = 10;
const MARK = Buffer.from('"defer_loading":true,');

/** What decides beside the definitions. */
export interface Asked {
  readonly route: string | undefined;
  readonly model: string | undefined;
  /** The choice of a tool, where the request makes one. */
  readonly choice: Span | undefined;
}

/** Whether the provider can search tools for a model. */
export function canDefer({ route, model }: Asked): boolean {
  return route !== undefined && model !== undefined && SEARCHES[route]?.models.test(model) === true;
}

/** A source whose MCP tools are deferred; the very same one where too few can be, or its client defers some itself. `tools`: the list of them. */
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
    // A model that has to call a tool must know it.
    if (chosen?.includes(`"${nameOf(source, members)}"`)) continue;
    pieces.push(source.subarray(at, start + 1), MARK);
    at = start + 1;
  }
  const marked = Buffer.concat([...pieces, source.subarray(at)]);
  const end = tools.end + marked.length - source.length;
  return withLast(marked, { start: tools.start, end }, [search.tool]);
}

/** A mark for the cache has to stand on a tool that is sent. */
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
