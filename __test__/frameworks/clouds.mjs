// An agent on Anthropic's clients for clouds, which rewrite and sign requests. Prints what came of it.
import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import { AnthropicFoundry } from '@anthropic-ai/foundry-sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import { Headroom } from '@headroom/native';
import { anthropicMiddleware, withHeadroom } from '@headroom/native/anthropic';
import { readLog } from './log.mjs';

const { CLOUD, URL: baseURL, WAY } = process.env;
const headroom = new Headroom({ store: ':memory:', scope: 'clouds' });
const middleware = WAY === 'middleware' ? [anthropicMiddleware({ headroom })] : [];
const authClient = { projectId: 'p', getRequestHeaders: async () => new Headers({ authorization: 'Bearer none' }) };
const CLIENTS = {
  bedrock: () =>
    new AnthropicBedrock({
      baseURL,
      awsAccessKey: 'AKIANONE',
      awsSecretKey: 'none',
      awsRegion: 'us-east-1',
      middleware,
    }),
  foundry: () => new AnthropicFoundry({ baseURL, apiKey: 'k', middleware }),
  vertex: () => new AnthropicVertex({ baseURL, region: 'europe-west1', projectId: 'p', authClient, middleware }),
};
const made = CLIENTS[CLOUD]();
const client = withHeadroom(made, { headroom });

const tools = [{ name: 'read_log', description: 'Reads the log of today.', input_schema: { type: 'object' } }];
const messages = [{ role: 'user', content: 'What went wrong today?' }];
let last;
do {
  last = await client.messages.create({ model: 'claude-x', max_tokens: 1000, tools, messages });
  const calls = last.content.filter(({ type }) => type === 'tool_use');
  const results = calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: readLog() }));
  messages.push({ role: 'assistant', content: last.content }, { role: 'user', content: results });
} while (last.stop_reason === 'tool_use');

console.log(
  JSON.stringify({
    text: last.content[0].text,
    input: last.usage.input_tokens,
    isSame: client === made,
    isWrappedOnce: withHeadroom(client) === client,
    saved: client.headroom.stats().tokensSaved,
  }),
);
