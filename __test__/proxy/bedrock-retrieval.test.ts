// What is elided on Bedrock can be fetched as well, where responses are not streamed.
import { expect, it } from 'vitest';
import { dialectOf, type Json } from '../support/protocols/index.js';
import { bodyOf, handleIn, LOG } from './dialogue.js';
import { JSON_TYPE, post, startAt, withProvider, type Received } from './support.js';

const MODEL = 'anthropic.claude-sonnet-5';
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', region: 'us-east-1' };
const ASK = 'Which job?';

const CONVERSE: Json = {
  messages: [
    { role: 'user', content: [{ text: ASK }] },
    { role: 'assistant', content: [{ toolUse: { toolUseId: 'a', name: 'fetch', input: {} } }] },
    { role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [{ text: LOG }] } }] },
  ],
  toolConfig: { tools: [{ toolSpec: { name: 'fetch', inputSchema: { json: { type: 'object' } } } }] },
};
const INVOKE: Json = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  tools: [{ name: 'fetch', input_schema: { type: 'object' } }],
  messages: [
    { role: 'user', content: ASK },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'fetch', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: LOG }] },
  ],
};

it.each([
  ['converse', 'bedrock', CONVERSE],
  ['invoke', 'anthropic', INVOKE],
])('%s: a call is answered, and the client does not see it', (action, provider, request) => {
  const dialect = dialectOf(provider);
  const path = `/model/${MODEL}/${action}`;
  const answer = (received: Received, at: number): Json => {
    if (at !== 2) return dialect.response({ say: at === 1 ? 'Hi.' : 'It is job 1233.' }, at);
    const input = { handle: handleIn(JSON.stringify(bodyOf(received)['messages'])), lines: '1234' };
    return dialect.response({ calls: [{ id: 'r1', name: 'headroom_retrieve', input }] }, at);
  };
  let count = 0;
  return withProvider(
    (received, response) => {
      count += 1;
      response.writeHead(200, JSON_TYPE).end(JSON.stringify(answer(received, count)));
    },
    async ({ url, requests }) => {
      const proxy = await startAt(url, { aws: CREDENTIALS, upstreams: { bedrock: url }, store: ':memory:' });
      try {
        await post(proxy.url + path, JSON.stringify({ ...request, messages: request['messages'].slice(0, 1) }));
        const reply = await post(proxy.url + path, JSON.stringify(request));
        expect(reply.status).toBe(200);
        expect(reply.body.toString()).toContain('It is job 1233.');
        expect(reply.body.toString()).not.toContain('headroom_retrieve');
        expect(requests).toHaveLength(3);
        const [first, second, third] = requests.map(bodyOf) as [Json, Json, Json];
        for (const body of [first, second, third]) expect(JSON.stringify(body)).toContain('"headroom_retrieve"');
        expect(JSON.stringify(second).length).toBeLessThan(LOG.length / 10);
        expect(JSON.stringify(third['messages'].at(-1))).toContain('has done job 1233');
        for (const { headers } of requests) expect(headers.authorization).toContain('Credential=AKIDEXAMPLE/');
      } finally {
        await proxy.close();
      }
    },
  );
});
