// Spans for OpenTelemetry: its own API, and an SDK that keeps what it is given.
import { context, propagation, trace, type Context, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { afterEach, expect, it } from 'vitest';
import { ANTHROPIC, ROWS } from './samples.js';
import { post, says, withProxy } from './support.js';

interface Kept extends SpanOptions {
  readonly name: string;
  readonly parent: unknown;
  status?: object;
  end?: number;
}

const USAGE = { input_tokens: 900, output_tokens: 10, cache_read_input_tokens: 50, cache_creation_input_tokens: 7 };
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Registers an SDK. Gives the spans that it gets. */
function register(): Kept[] {
  const spans: Kept[] = [];
  const startSpan = (name: string, options: SpanOptions, within: Context): object => {
    const span: Kept = { name, ...options, parent: within.getValue(PARENT) };
    spans.push(span);
    return { setStatus: (status: object) => (span.status = status), end: (time: number) => (span.end = time) };
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as unknown as Tracer });
  propagation.setGlobalPropagator({
    inject: () => undefined,
    extract: (within, carrier) => within.setValue(PARENT, carrier.traceparent),
    fields: () => ['traceparent'],
  });
  return spans;
}

const PARENT = Symbol('parent');

afterEach(() => {
  trace.disable();
  propagation.disable();
  context.disable();
});

it('a request becomes a span with usage and savings, without contents', async () => {
  const spans = register();
  await withProxy(says(JSON.stringify({ usage: USAGE })), async (proxy) => {
    const headers = { 'content-type': 'application/json', traceparent: TRACEPARENT };
    await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)), headers);
    await proxy.close();
    const [span, ...others] = spans;
    const { tokensBefore, tokensAfter } = proxy.stats().totals;
    expect(others).toEqual([]);
    expect(span).toMatchObject({
      name: `chat ${ANTHROPIC.request(ROWS)['model']}`,
      kind: 2,
      parent: TRACEPARENT,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.request.model': ANTHROPIC.request(ROWS)['model'],
        'gen_ai.usage.input_tokens': 957,
        'gen_ai.usage.cache_read.input_tokens': 50,
        'gen_ai.usage.cache_creation.input_tokens': 7,
        'gen_ai.usage.output_tokens': 10,
        'http.response.status_code': 200,
        'headroom.tokens.saved': tokensBefore - tokensAfter,
      },
    });
    expect(tokensBefore).toBeGreaterThan(tokensAfter);
    expect(span!.end!).toBeGreaterThanOrEqual(span!.startTime as number);
    expect(span!.status).toBeUndefined();
    expect(JSON.stringify(span)).not.toContain('node-3');
  });
});

it('a refused request becomes a span with an error', async () => {
  const spans = register();
  await withProxy(says('{"error":{}}', 529), async (proxy) => {
    await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)));
    await proxy.close();
    expect(spans).toMatchObject([{ status: { code: 2 }, attributes: { 'error.type': '529' } }]);
  });
});

it('a failing SDK does not affect requests', async () => {
  trace.setGlobalTracerProvider({
    getTracer: () => {
      const startSpan = (): never => {
        throw new Error('no');
      };
      return { startSpan } as unknown as Tracer;
    },
  });
  await withProxy(says('{}'), async (proxy) => {
    expect((await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)))).status).toBe(200);
  });
});
