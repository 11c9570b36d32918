// The floor of a request: the tools and instructions before its messages. It shows the user which servers are never
// called and only cost tokens.
import { createHash } from 'node:crypto';
import { countTokensAsync } from '../../tokens/index.js';
import { Named } from '../ledger/index.js';
import { definitionsIn } from './definitions.js';

/** The figures of a tool. */
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

/** Maximum number of sets of tools, and of instructions, that are remembered. The oldest are forgotten first. */
const MAX_SETS = 200;

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
  readonly #sums = { requests: 0, tools: 0, system: 0 };

  /** Looks at the definitions of tools and the instructions that were sent: JSON. */
  async look(tools: Buffer | undefined, system: Buffer | undefined): Promise<void> {
    const sized = tools ? await known(this.#sets, tools, sizesOf) : [];
    const instructions = system
      ? await known(this.#systems, system, (value) => countTokensAsync(JSON.stringify(value)))
      : 0;
    // All figures of a request are added at once.
    this.#sums.requests += 1;
    this.#sums.system += instructions;
    for (const { name, server, tokens } of sized) {
      const own = this.#tools.of(name);
      own.server = server;
      own.tokens = tokens;
      own.requests += 1;
      own.sentTokens += tokens;
      this.#sums.tools += tokens;
    }
  }

  /** Counts a call of a tool. */
  called(name: string): void {
    this.#tools.of(name).calls += 1;
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
}

/** The tools in a list, with the tokens of their definitions. */
function sizesOf(tools: unknown): Promise<Sized> {
  const sized = definitionsIn(tools).map(async ({ name, server, json }) => ({
    name,
    server,
    tokens: await countTokensAsync(json),
  }));
  return Promise.all(sized);
}

/** The result for a value, remembered from an earlier request or made now. Most requests repeat the tools and instructions of earlier ones. */
function known<T>(made: Map<string, Promise<T>>, json: Buffer, make: (value: unknown) => Promise<T>): Promise<T> {
  const key = createHash('sha256').update(json).digest('base64');
  const before = made.get(key);
  if (before) return before;
  const value = make(parsed(json.toString()));
  remember(made, key, value, MAX_SETS);
  return value;
}

function remember<T>(values: Map<string, T>, key: string, value: T, limit: number): void {
  values.delete(key);
  values.set(key, value);
  const [oldest] = values.keys();
  if (values.size > limit) values.delete(oldest!);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
