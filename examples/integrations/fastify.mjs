// A gateway on Fastify with OpenAI's API that compresses the requests of its clients. Needs OPENAI_API_KEY.
//   node examples/integrations/fastify.mjs
import { Headroom } from '@headroom/native';
import { fastifyHook } from '@headroom/native/server';
import Fastify from 'fastify';
import { readLog, printSavings } from './log.mjs';

const { OPENAI_API_KEY, OPENAI_BASE_URL = 'https://api.openai.com/v1', MODEL = 'gpt-5-mini' } = process.env;
const headroom = new Headroom();

const app = Fastify({ bodyLimit: 50 * 2 ** 20 });
app.addHook('preHandler', fastifyHook({ headroom }));
app.post('/v1/chat/completions', async (request, reply) => {
  const answer = await fetch(`${OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${OPENAI_API_KEY}` },
    body: JSON.stringify(request.body),
  });
  return reply.code(answer.status).send(await answer.json());
});

// A client of the gateway, in this process.
const call = { id: 'c1', type: 'function', function: { name: 'read_log', arguments: '{}' } };
const response = await app.inject({
  method: 'POST',
  url: '/v1/chat/completions',
  payload: {
    model: MODEL,
    messages: [
      { role: 'user', content: 'What went wrong today, and what came before it?' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: readLog() },
    ],
    tools: [{ type: 'function', function: { name: 'read_log', description: 'Reads the log of today.' } }],
  },
});
if (response.statusCode !== 200) throw new Error(response.body);

console.log(response.json().choices[0].message.content);
printSavings(headroom);
await app.close();
