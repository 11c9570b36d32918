// A LangChain agent that compresses the results of its tool. Needs ANTHROPIC_API_KEY.
//   node examples/integrations/langchain.mjs
import { Headroom } from '@headroom/native';
import { agentMiddleware } from '@headroom/native/langchain';
import { ChatAnthropic } from '@langchain/anthropic';
import { createAgent, createMiddleware, tool } from 'langchain';
import { readLog, printSavings } from './log.mjs';

const { MODEL = 'claude-sonnet-5', ANTHROPIC_BASE_URL: anthropicApiUrl } = process.env;
// With a store, repetitive lines are elided, and the agent gets a tool that retrieves them.
const headroom = new Headroom({ store: ':memory:' });

const agent = createAgent({
  model: new ChatAnthropic({ model: MODEL, ...(anthropicApiUrl && { anthropicApiUrl }) }),
  tools: [
    tool(() => readLog(), {
      name: 'read_log',
      description: 'Reads the log of today.',
      schema: { type: 'object', properties: {} },
    }),
  ],
  middleware: [createMiddleware(agentMiddleware({ headroom }))],
});

const { messages } = await agent.invoke({
  messages: [{ role: 'user', content: 'What went wrong today, and what came before it?' }],
});

console.log(messages.at(-1).text);
printSavings(headroom);
