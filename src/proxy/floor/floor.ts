// The floor: what each request of a conversation carries before its messages. Whoever sees it can switch off a server that nobody calls.
import { createHash } from 'node:crypto';
import { piecesOf, type Message } from '../../providers/index.js';
import { countTokensAsync } from '../../tokens/index.js';
import { elementsIn, fieldsIn, type Span } from '../../wire/index.js';
import { Named } from '../ledger/index.js';
import { definitionsIn, SYSTEM_FIELDS, TOOL_FIELDS } from './definitions.js';

/** What is known of a tool. */
interface ToolFloor {
  server: string | undefined;
  /** Tokens of its definition, as it was last sent. */
  tokens: number;
  /** Requests that had it, and the tokens of it in all of them. */
  requests: number;
  sentTokens: number;
  /** How often models called it. */
  calls: number;
}

/** Tools with their tokens. */
type Sized = readonly { readonly name: string; readonly server: string | undefined; readonly tokens: number }[];

/** A longer body is not looked at, in bytes. */
const MAX_BODY = 8 * 2 ** 20;
/** Sets of tools, and conversations, that are remembered; the oldest are forgotten first. */
const MAX_SETS = 200;
const MAX_CONVERSATIONS = 2000;
/** Of a conversation that is met in its middle only so many of the last messages are read. */
const MAX_MESSAGES = 50;
const LISTS = ['messages', 'input', 'contents'];

export class Floor {
  readonly #tools = new Named<ToolFloor>(() => ({
    server: undefined,
    tokens: 0,
    requests: 0,
    sentTokens: 0,
    calls: 0,
  }));
  readonly #sets = new Map<string, Promise<Sized>>();
  readonly #systems = new Map<string, Promise<number>>();
  readonly #seen = new Map<string, number>();
  readonly #sums = { requests: 0, tools: 0, system: 0 };

  /** Looks at a body that was sent. */
  async look(body: Buffer, conversation: string | undefined): Promise<void> {
    if (body.length > MAX_BODY) return;
    const fields = fieldsIn(body);
    if (!fields) return;
    const tools = first(fields, TOOL_FIELDS);
    const system = first(fields, SYSTEM_FIELDS);
    const list = first(fields, LISTS);
    if (list) this.#countCalls(body, list, conversation);
    const sized = tools ? await this.#sized(body, tools) : [];
    this.#sums.requests += 1;
    this.#sums.system += system ? await this.#systemTokens(body, system) : 0;
    for (const { name, server, tokens } of sized) {
      const own = this.#tools.of(name);
      own.server = server;
      own.tokens = tokens;
      own.requests += 1;
      own.sentTokens += tokens;
      this.#sums.tools += tokens;
    }
  }

  stats(): object {
    const { requests, tools, system } = this.#sums;
    const all = Object.entries(this.#tools.listed((own) => own));
    const servers = new Named(() => ({ tools: 0, tokens: 0, sent_tokens: 0, calls: 0 }));
    for (const [, own] of all) {
      if (own.server === undefined) continue;
      const sums = servers.of(own.server);
      sums.tools += 1;
      sums.tokens += own.tokens;
      sums.sent_tokens += own.sentTokens;
      sums.calls += own.calls;
    }
    const unused = all.filter(([, { calls, requests: sent }]) => calls === 0 && sent > 0);
    return {
      requests,
      system_tokens: system,
      tool_tokens: tools,
      never_used: { tools: unused.length, sent_tokens: unused.reduce((sum, [, own]) => sum + own.sentTokens, 0) },
      by_server: servers.listed((own) => own),
      tools: all
        .map(([name, { sentTokens, ...own }]) => ({ name, ...own, sent_tokens: sentTokens }))
        .sort((a, b) => b.sent_tokens - a.sent_tokens),
    };
  }

  /** Counts the calls in messages that have not been read before. */
  #countCalls(body: Buffer, list: Span, conversation: string | undefined): void {
    const spans = [...elementsIn(body, list)];
    const seen = conversation === undefined ? undefined : this.#seen.get(conversation);
    const from = Math.max(seen ?? 0, spans.length - MAX_MESSAGES);
    const messages = spans.slice(from).map(({ start, end }) => parsed(body.toString('utf8', start, end)) as Message);
    for (const piece of [...piecesOf(messages)].flat())
      if (piece.type === 'call') this.#tools.of(piece.tool).calls += 1;
    if (conversation !== undefined) remember(this.#seen, conversation, spans.length, MAX_CONVERSATIONS);
  }

  #sized(body: Buffer, span: Span): Promise<Sized> {
    return known(this.#sets, body, span, (value) =>
      Promise.all(
        definitionsIn(value).map(async ({ name, server, json }) => ({
          name,
          server,
          tokens: await countTokensAsync(json),
        })),
      ),
    );
  }

  #systemTokens(body: Buffer, span: Span): Promise<number> {
    return known(this.#systems, body, span, (value) => countTokensAsync(JSON.stringify(value)));
  }
}

/** What was made of a value before, or is made of it now. Most requests have the tools and the instructions of those before them. */
function known<T>(
  made: Map<string, Promise<T>>,
  body: Buffer,
  { start, end }: Span,
  make: (value: unknown) => Promise<T>,
): Promise<T> {
  const bytes = body.subarray(start, end);
  const key = createHash('sha256').update(bytes).digest('base64');
  const before = made.get(key);
  if (before) return before;
  const value = make(parsed(bytes.toString()));
  remember(made, key, value, MAX_SETS);
  return value;
}

function remember<T>(values: Map<string, T>, key: string, value: T, limit: number): void {
  values.delete(key);
  values.set(key, value);
  const [oldest] = values.keys();
  if (values.size > limit) values.delete(oldest!);
}

function first(fields: ReadonlyMap<string, Span>, names: readonly string[]): Span | undefined {
  return names.map((name) => fields.get(name)).find((span) => span !== undefined);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
