// Azure, Vertex and Bedrock: the same requests under other paths, and signed where that is asked for.
import { AzureOpenAI } from 'openai';
import { describe, expect, it } from 'vitest';
import { signatureFor } from '../../dist/src/proxy/signing/index.js';
import { ANTHROPIC, CHAT, GEMINI, ROWS, type Sample } from './samples.js';
import { JSON_TYPE, post, says, startAt, withProvider, type Provider } from './support.js';
import type { ProxyOptions, ProxyServer } from '../../dist/src/proxy/index.js';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret', region: 'eu-central-1' };
const MODEL = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
const USAGE = { input_tokens: 100, output_tokens: 5, cache_read_input_tokens: 7, cache_creation_input_tokens: 0 };

/** A proxy whose `name` is this provider. */
async function inFront<T>(
  provider: Provider,
  name: string,
  work: (proxy: ProxyServer) => Promise<T>,
  options: ProxyOptions = {},
): Promise<T> {
  const proxy = await startAt('http://127.0.0.1:1', {
    upstreams: { anthropic: 'http://127.0.0.1:1', openai: 'http://127.0.0.1:1', [name]: provider.url },
    ...options,
  });
  try {
    return await work(proxy);
  } finally {
    await proxy.close();
  }
}

describe('Azure OpenAI', () => {
  it('works with its SDK, for deployments by name', () =>
    withProvider(says('{"choices":[],"usage":{"prompt_tokens":50,"completion_tokens":1}}'), async (provider) =>
      inFront(provider, 'azure', async (proxy) => {
        const client = new AzureOpenAI({ endpoint: proxy.url, apiKey: 'k', apiVersion: '2026-01-01', deployment: 'd' });
        await client.chat.completions.create(CHAT.request(ROWS) as never);
        const { url, headers, body } = provider.requests[0]!;
        expect(url).toBe('/openai/deployments/d/chat/completions?api-version=2026-01-01');
        expect(headers['api-key']).toBe('k');
        expect(CHAT.resultIn(JSON.parse(body.toString())).length).toBeLessThan(ROWS.length / 2);
        expect(proxy.stats().totals).toMatchObject({ requests: 1, compressed: 1, input: 50 });
      }),
    ));
});

describe('Vertex AI', () => {
  const place = '/v1/projects/p/locations/l/publishers';
  const claude: Sample = { ...ANTHROPIC, path: `${place}/anthropic/models/claude-sonnet-4-5@20250929:rawPredict` };
  const gemini: Sample = { ...GEMINI, path: `${place}/google/models/gemini-2.5-pro:generateContent` };

  it.each([claude, { ...claude, path: claude.path.replace('rawP', 'streamRawP') }, gemini])(
    'compresses $path, with and without its name before it',
    (sample) =>
      withProvider(says(JSON.stringify({ usage: USAGE })), async (provider) =>
        inFront(provider, 'vertex', async (proxy) => {
          for (const prefix of ['', '/vertex'])
            await post(proxy.url + prefix + sample.path, JSON.stringify(sample.request(ROWS)));
          expect(provider.requests.map(({ url }) => url)).toEqual([sample.path, sample.path]);
          for (const { body } of provider.requests)
            expect(sample.resultIn(JSON.parse(body.toString())).length).toBeLessThan(ROWS.length / 2);
        }),
      ),
  );

  it('gets no requests if its address is not configured', () =>
    withProvider(says('{}'), async (provider) =>
      inFront(provider, 'openai', async (proxy) => {
        expect((await post(proxy.url + gemini.path, '{}')).status).toBe(404);
        expect((await post(`${proxy.url}/model/x/converse`, '{}')).status).toBe(404);
        expect(provider.requests).toHaveLength(0);
      }),
    ));
});

describe('Bedrock', () => {
  const converse = (text: string) => ({
    messages: [
      { role: 'user', content: [{ text: 'Which hosts are in trouble?' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 'a', name: 'fetch', input: {} } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [{ text }] } }] },
    ],
  });
  const { model: _model, ...invoke } = { ...ANTHROPIC.request(ROWS), anthropic_version: 'bedrock-2023-05-31' } as any;
  const path = (action: string): string => `/model/${encodeURIComponent(MODEL)}/${action}`;
  /** What a client signed, for our address. */
  const SIGNED = {
    ...JSON_TYPE,
    authorization:
      'AWS4-HMAC-SHA256 Credential=OTHER/20260101/eu-central-1/bedrock/aws4_request, SignedHeaders=host, Signature=00',
    'x-amz-date': '20260101T000000Z',
    'x-amz-security-token': "the client's",
  };

  it.each([
    ['converse', converse(ROWS)],
    ['invoke', invoke],
  ])('compresses %s, and signs what it sends', (action, request) =>
    withProvider(says(JSON.stringify({ usage: USAGE })), async (provider) =>
      inFront(
        provider,
        'bedrock',
        async (proxy) => {
          await post(proxy.url + path(action), JSON.stringify(request), SIGNED);
          const { url, headers, body } = provider.requests[0]!;
          expect(url).toBe(path(action));
          expect(body.length).toBeLessThan(ROWS.length / 2);
          const [, date] = /^(\d{8}T\d{6}Z)$/.exec(String(headers['x-amz-date']))!;
          const at = new Date(date!.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
          const signer = { ...CREDENTIALS, sessionToken: 'session', service: 'bedrock' };
          const own = signatureFor({ method: 'POST', path: url, host: headers.host!, body }, signer, at);
          expect(headers).toMatchObject(own);
          expect(headers['x-amz-security-token']).toBe('session');
          expect(proxy.stats().byModel[MODEL]).toMatchObject({ compressed: 1, cacheRead: 7 });
        },
        { aws: { ...CREDENTIALS, sessionToken: 'session' } },
      ),
    ),
  );

  it('signs uncompressed requests, too, in each mode', () =>
    withProvider(says('{}'), async (provider) => {
      for (const mode of ['passthrough', 'audit'] as const)
        await inFront(
          provider,
          'bedrock',
          async (proxy) => {
            await post(proxy.url + path('converse'), JSON.stringify(converse(ROWS)), SIGNED);
            await post(`${proxy.url}/bedrock/model/other/count-tokens?a=b%20c`, 'a body', SIGNED);
          },
          { mode, aws: CREDENTIALS },
        );
      const signed = provider.requests.map(({ headers }) => headers.authorization);
      expect(signed).toHaveLength(4);
      for (const own of signed) expect(own).toContain('Credential=AKIDEXAMPLE/');
      expect(provider.requests[1]!.body.toString()).toBe('a body');
    }));

  it('passes an API key on, and reports missing credentials for signing', () =>
    withProvider(says('{}'), async (provider) =>
      inFront(provider, 'bedrock', async (proxy) => {
        const body = JSON.stringify(converse(ROWS));
        await post(proxy.url + path('converse'), body, { ...JSON_TYPE, authorization: 'Bearer key' });
        expect(provider.requests[0]!.headers.authorization).toBe('Bearer key');
        const refused = await post(proxy.url + path('converse'), body, SIGNED);
        expect(refused.status).toBe(401);
        expect(JSON.parse(refused.body.toString()).message).toContain('AWS_ACCESS_KEY_ID');
        expect(provider.requests).toHaveLength(1);
      }),
    ));

  it.each([
    [
      'converse-stream',
      { metrics: {}, usage: { inputTokens: 100, outputTokens: 5, cacheReadInputTokens: 7, cacheWriteInputTokens: 0 } },
    ],
    ['invoke-with-response-stream', { type: 'message_start', message: { usage: USAGE } }],
  ])('reads the usage in %s, and passes the stream on byte for byte, whatever its chunks', (action, last) => {
    const wrap = (event: object): object =>
      action === 'converse-stream' ? event : { bytes: Buffer.from(JSON.stringify(event)).toString('base64'), p: 'ab' };
    const stream = Buffer.concat([{ delta: { text: 'Node 3.' } }, last].map((event) => frame(wrap(event))));
    return withProvider(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
        for (let at = 0; at < stream.length; at += 7) response.write(stream.subarray(at, at + 7));
        response.end();
      },
      async (provider) =>
        inFront(
          provider,
          'bedrock',
          async (proxy) => {
            const reply = await post(proxy.url + path(action), JSON.stringify(converse(ROWS)), SIGNED);
            expect(reply.body.equals(stream)).toBe(true);
            await proxy.close();
            expect(proxy.stats().totals).toMatchObject({ input: 100, output: 5, cacheRead: 7 });
          },
          { aws: CREDENTIALS },
        ),
    );
  });

  it('an invalid stream is passed on unchanged', () =>
    withProvider(
      says(Buffer.alloc(1000, 1), 200, { 'content-type': 'application/vnd.amazon.eventstream' }),
      async (provider) =>
        inFront(
          provider,
          'bedrock',
          async (proxy) => {
            const reply = await post(proxy.url + path('converse-stream'), JSON.stringify(converse(ROWS)), SIGNED);
            expect(reply.body).toHaveLength(1000);
          },
          { aws: CREDENTIALS },
        ),
    ));
});

describe('a signature', () => {
  // The published test suite of Signature Version 4.
  const signer = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
    service: 'service',
  };
  const at = new Date('2015-08-30T12:36:00Z');
  const sign = (method: string, path: string): string => {
    const request = { method, path, host: 'example.amazonaws.com', body: new Uint8Array() };
    return /Signature=(\w+)/.exec(signatureFor(request, signer, at)['authorization']!)![1]!;
  };

  it.each([
    ['get-vanilla', 'GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', 'POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'get-vanilla-query-order-key-case',
      'GET',
      '/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('equals that of the published test suite: %s', (_, method, path, signature) => {
    expect(sign(method, path)).toBe(signature);
  });
});

/** A message of an event stream; nobody looks at its checksums here. */
function frame(event: object): Buffer {
  const name = Buffer.from(':event-type');
  const header = Buffer.concat([Buffer.from([name.length]), name, Buffer.from([7, 0, 1]), Buffer.from('x')]);
  const payload = Buffer.from(JSON.stringify(event));
  const message = Buffer.alloc(12 + header.length + payload.length + 4);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(header.length, 4);
  header.copy(message, 12);
  payload.copy(message, 12 + header.length);
  return message;
}
