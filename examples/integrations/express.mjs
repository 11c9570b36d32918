// A gateway on Express with OpenAI's API that compresses the requests of its clients. Needs OPENAI_API_KEY.
//   node examples/integrations/express.mjs
import { once } from 'node:events';
import { Headroom } from '@headroom/native';
import { expressMiddleware } from '@headroom/native/server';
import express from 'express';
import { readLog, printSavings } from './log.mjs';

const { OPENAI_API_KEY, OPENAI_BASE_URL = 'https://api.openai.com/v1', MODEL = 'gpt-5-mini' } = process.env;
const headroom = new Headroom();

const app = express();
app.use(express.json({ limit: '50mb' }), expressMiddleware({ headroom }));
app.post('/v1/chat/completions', async (request, response) => {
  const answer = await fetch(`${OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${OPENAI_API_KEY}` },
    body: JSON.stringify(request.body),
  });
  response.status(answer.status).json(await answer.json());
});
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');

// A client of the gateway, in this process.
const call = { id: 'c1', type: 'function', function: { name: 'read_log', arguments: '{}' } };
const response = await fetch(`http://127.0.0.1:${server.address().port}/v1/chat/completions`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    model: MODEL,
    messages: [
      { role: 'user', content: 'What went wrong today, and what came before it?' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: readLog() },
    ],
    tools: [{ type: 'function', function: { name: 'read_log', description: 'Reads the log of today.' } }],
  }),
});
if (!response.ok) throw new Error(await response.text());

const { choices } = await response.json();
console.log(choices[0].message.content);
printSavings(headroom);
server.close();
