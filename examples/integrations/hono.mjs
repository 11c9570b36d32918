// A gateway with Anthropic's API that compresses the requests of its clients. Needs ANTHROPIC_API_KEY.
//   node examples/integrations/hono.mjs
import { Headroom } from '@headroom/native';
import { honoMiddleware } from '@headroom/native/server';
import { Hono } from 'hono';
import { readLog, printSavings } from './log.mjs';

const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL = 'https://api.anthropic.com', MODEL = 'claude-sonnet-5' } = process.env;
const headroom = new Headroom();

const app = new Hono();
app.use(honoMiddleware({ headroom }));
app.post('/v1/messages', async (c) => {
  const { status, headers, body } = await fetch(`${ANTHROPIC_BASE_URL}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'x-api-key': ANTHROPIC_API_KEY,
    },
    body: await c.req.text(),
  });
  return new Response(body, { status, headers: { 'content-type': headers.get('content-type') } });
});

// A client of the gateway, in this process.
const response = await app.request('/v1/messages', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    model: MODEL,
    max_tokens: 1000,
    messages: [
      { role: 'user', content: 'What went wrong today, and what came before it?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'read_log', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: readLog() }] },
    ],
    tools: [{ name: 'read_log', description: 'Reads the log of today.', input_schema: { type: 'object' } }],
  }),
});
if (!response.ok) throw new Error(await response.text());

const { content } = await response.json();
console.log(content.map(({ text }) => text).join(''));
printSavings(headroom);
