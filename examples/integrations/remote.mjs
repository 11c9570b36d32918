// An agent on OpenAI's SDK whose tool results are compressed by a shared server. Needs OPENAI_API_KEY, and a server:
//   npx @headroom/native proxy
//   node examples/integrations/remote.mjs
import { RemoteHeadroom } from '@headroom/native/remote';
import OpenAI from 'openai';
import { readLog } from './log.mjs';

const { HEADROOM_URL: baseUrl = 'http://127.0.0.1:8787', MODEL: model = 'gpt-5-mini' } = process.env;
// If the server cannot be reached, the original messages are sent.
const headroom = new RemoteHeadroom({ baseUrl, timeout: 15_000, retries: 2, fallback: true });
const client = new OpenAI();

const tools = [{ type: 'function', function: { name: 'read_log', description: 'Reads the log of today.' } }];
const history = [{ role: 'user', content: 'What went wrong today, and what came before it?' }];

for (;;) {
  const { messages } = await headroom.compress(history, { model });
  const { choices } = await client.chat.completions.create({ model, tools, messages });
  const { message } = choices[0];
  history.push(message);
  if (!message.tool_calls) break;
  history.push(...message.tool_calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: readLog() })));
}

const { tokensBefore, tokensAfter } = headroom.stats();
console.log(history.at(-1).content);
const saved = tokensBefore === 0 ? 0 : (tokensBefore - tokensAfter) / tokensBefore;
console.log(`${(100 * saved).toFixed(1)} % saved`);
