// Spans for OpenTelemetry, by its conventions for generative AI, where an SDK was loaded before the proxy. They say how much, and never what.
import type { IncomingHttpHeaders } from 'node:http';
import type { Entry } from './ledger/index.js';
import type { Upstream } from './upstream.js';

/** Under this name the API of OpenTelemetry keeps what an SDK registers, for all copies of itself. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');
/** A variable, so that no bundler looks for a package that need not be there. */
const API = '@opentelemetry/api';

/** What is used of that API. */
interface OpenTelemetry {
  readonly ROOT_CONTEXT: unknown;
  readonly propagation: { extract(context: unknown, carrier: IncomingHttpHeaders): unknown };
  readonly trace: { getTracer(name: string, version: string): Tracer };
}

interface Tracer {
  startSpan(name: string, options: object, context: unknown): Span;
}

interface Span {
  setStatus(status: { readonly code: number }): unknown;
  end(time: number): void;
}

/** Numbers that the API gives these: a span of a client, and the status of an error. */
const CLIENT = 2;
const ERROR = 2;
/** Names of providers in the conventions. */
const PROVIDERS: Readonly<Record<string, string>> = {
  gemini: 'gcp.gemini',
  vertex: 'gcp.vertex_ai',
  azure: 'azure.ai.openai',
  bedrock: 'aws.bedrock',
};

type Attributes = Record<string, string | number | undefined>;

export class Tracing {
  readonly #api: OpenTelemetry;
  readonly #tracer: Tracer;

  private constructor(api: OpenTelemetry, version: string) {
    this.#api = api;
    this.#tracer = api.trace.getTracer('@headroom/native', version);
  }

  /** Finds OpenTelemetry; nothing where no SDK registered itself, or its API cannot be loaded from here. */
  static async find(version: string): Promise<Tracing | undefined> {
    if (!(REGISTERED in globalThis)) return undefined;
    try {
      return new Tracing((await import(API)) as OpenTelemetry, version);
    } catch {
      return undefined;
    }
  }

  /** Makes the span of a request that ended now. A failing SDK costs a span, and no request. */
  add(entry: Entry, upstream: Upstream, headers: IncomingHttpHeaders, now: number = Date.now()): void {
    const { model, status, totalMs } = entry;
    const operation = entry.route === 'generate_content' ? 'generate_content' : 'chat';
    try {
      const span = this.#tracer.startSpan(
        model === undefined ? operation : `${operation} ${model}`,
        {
          kind: CLIENT,
          startTime: now - totalMs,
          attributes: { ...attributesOf(entry, upstream), 'gen_ai.operation.name': operation },
        },
        this.#api.propagation.extract(this.#api.ROOT_CONTEXT, headers),
      );
      if (status >= 400) span.setStatus({ code: ERROR });
      span.end(now);
    } catch {
      // Nobody waits for it.
    }
  }
}

function attributesOf(entry: Entry, { url }: Upstream): Attributes {
  const { model, conversation, usage, status, tokensBefore, tokensAfter } = entry;
  const written = usage && usage.cacheWrite5m + usage.cacheWrite1h;
  return {
    'gen_ai.provider.name': PROVIDERS[entry.upstream] ?? entry.upstream,
    'gen_ai.request.model': model,
    'gen_ai.conversation.id': conversation,
    // The conventions count cached tokens among the input.
    'gen_ai.usage.input_tokens': usage && usage.input + usage.cachedRead + written!,
    'gen_ai.usage.cache_read.input_tokens': usage?.cachedRead,
    'gen_ai.usage.cache_creation.input_tokens': written,
    'gen_ai.usage.output_tokens': usage?.output,
    'server.address': url.hostname,
    'server.port': Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    'http.response.status_code': status,
    'error.type': status >= 400 ? String(status) : undefined,
    'headroom.tokens.before': tokensBefore,
    'headroom.tokens.after': tokensAfter,
    'headroom.tokens.saved': tokensBefore - tokensAfter,
    'headroom.skipped': entry.skipped,
    'headroom.retrievals': entry.retrievals,
    'headroom.overhead_ms': entry.overheadMs,
  };
}
