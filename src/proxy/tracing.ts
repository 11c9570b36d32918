// Makes spans for OpenTelemetry by its conventions for generative AI, if an SDK was loaded before the proxy. Spans have figures and no contents.
import type { IncomingHttpHeaders } from 'node:http';
import type { Entry } from './ledger/index.js';
import type { Upstream } from './upstream.js';

/** Under this name the API of OpenTelemetry keeps what an SDK registers, for all copies of itself. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');
/** A variable, so that no bundler looks for a package that need not be there. */
const API = '@opentelemetry/api';

/** The part of that API that is used here. */
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

  /** Finds OpenTelemetry. Undefined if no SDK registered itself, or its API cannot be loaded from here. */
  static async find(version: string): Promise<Tracing | undefined> {
    if (!(REGISTERED in globalThis)) return undefined;
    try {
      return new Tracing((await import(API)) as OpenTelemetry, version);
    } catch {
      return undefined;
    }
  }

  /** Makes the span of a request that ended now. If the SDK fails, the span is lost, and the request is not affected. */
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
      // A lost span changes nothing for the client.
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
