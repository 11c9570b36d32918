// Handlers for servers, called as their servers call them. `__test__/frameworks` runs them in the servers themselves.
import { gzipSync } from 'node:zlib';
import { expand, Headroom } from '@headroom/native';
import { expressMiddleware, fastifyHook, honoMiddleware } from '@headroom/native/server';
import { describe, expect, it } from 'vitest';
import { ROWS, SAMPLES } from '../proxy/samples.js';

interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** The body that a server reads after the handler. */
const SERVERS: Readonly<Record<string, (headroom: Headroom, incoming: Incoming) => Promise<unknown>>> = {
  async Express(headroom, { method, path, body }) {
    const request = { method, originalUrl: path, body };
    let next = 0;
    await expressMiddleware({ headroom })(request, {}, () => void (next += 1));
    expect(next).toBe(1);
    return request.body;
  },
  async Fastify(headroom, { method, path, body }) {
    const request = { method, url: path, body };
    await fastifyHook({ headroom })(request);
    return request.body;
  },
};
const without = (): Headroom => new Headroom({ store: ':memory:', scope: 'server' });

describe.each(Object.entries(SERVERS))('%s', (_, read) => {
  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))(
    'compresses requests to %s',
    async (_name, sample) => {
      const body = sample.request(ROWS);
      const json = JSON.stringify(body);
      const sent = [
        await read(without(), { method: 'POST', path: sample.path, body }),
        JSON.parse((await read(without(), { method: 'POST', path: `${sample.path}?x=1`, body: json })) as string),
        JSON.parse(
          String(await read(without(), { method: 'POST', path: sample.path, body: new TextEncoder().encode(json) })),
        ),
      ];
      for (const own of sent) {
        expect(await expand(sample.resultIn(own))).toBe(ROWS);
        expect(sample.resultIn(own).length).toBeLessThan(ROWS.length / 2);
        expect(JSON.stringify(own)).not.toContain('headroom_retrieve');
      }
      expect(sample.resultIn(body)).toBe(ROWS);
    },
  );

  const big = SAMPLES[0]!.request(ROWS);
  const circle: Record<string, unknown> = { ...big };
  circle['self'] = circle;
  const cases: [string, Incoming][] = [
    ['another path', { method: 'POST', path: '/v1/files', body: big }],
    ['another method', { method: 'GET', path: '/v1/messages', body: big }],
    ['no body', { method: 'POST', path: '/v1/messages', body: undefined }],
    ['no conversation', { method: 'POST', path: '/v1/messages', body: { messages: 7 } }],
    ['no JSON', { method: 'POST', path: '/v1/messages', body: 'no JSON' }],
    ['a body that is no JSON value', { method: 'POST', path: '/v1/messages', body: circle }],
    [
      'the end of a conversation',
      { method: 'POST', path: '/v1/responses', body: { previous_response_id: 'r', input: [] } },
    ],
  ];
  it.each(cases)('leaves %s unchanged', async (_name, incoming) => {
    expect(await read(new Headroom(), incoming)).toBe(incoming.body);
  });

  it('leaves the body unchanged if it cannot be compressed', async () => {
    const headroom = new Headroom();
    headroom.close();
    expect(await read(headroom, { method: 'POST', path: '/v1/messages', body: big })).toBe(big);
  });
});

describe('Hono', () => {
  const json = JSON.stringify(SAMPLES[0]!.request(ROWS));
  /** A context like Hono's. Its body can be read once. */
  const context = (path: string, init: RequestInit) => {
    const raw = new Request(`http://localhost${path}`, init);
    return {
      req: {
        method: raw.method,
        url: raw.url,
        raw,
        bodyCache: { read: true } as object,
        arrayBuffer: () => raw.clone().arrayBuffer(),
        header: (name: string) => raw.headers.get(name) ?? undefined,
      },
    };
  };
  const handled = async (path: string, init: RequestInit) => {
    const own = context(path, init);
    const before = own.req.raw;
    await honoMiddleware()(own, async () => undefined);
    return { ...own.req, isChanged: own.req.raw !== before };
  };

  it.each<[string, RequestInit['body'], Record<string, string>]>([
    ['plain', json, {}],
    ['packed', new Uint8Array(gzipSync(json)), { 'content-encoding': 'gzip' }],
  ])('compresses a body that is %s', async (_, body, headers) => {
    const { raw, bodyCache, isChanged } = await handled('/v1/messages?beta=true', {
      method: 'POST',
      headers: { ...headers, 'x-own': 'kept' },
      body: body!,
    });
    const { messages } = (await raw.json()) as { messages: { content: { content: string }[] }[] };
    expect(await expand(messages.at(-1)!.content[0]!.content)).toBe(ROWS);
    expect([isChanged, bodyCache, raw.headers.get('x-own'), raw.headers.get('content-encoding')]).toEqual([
      true,
      {},
      'kept',
      null,
    ]);
  });

  it('leaves other requests unchanged', async () => {
    expect((await handled('/v1/files', { method: 'POST', body: json })).isChanged).toBe(false);
    expect((await handled('/v1/messages', { method: 'POST', body: '{}' })).isChanged).toBe(false);
  });
});
