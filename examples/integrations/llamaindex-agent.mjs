// An agent of LlamaIndex that compresses the results of its tool. Needs OPENAI_API_KEY.
//   node examples/integrations/llamaindex-agent.mjs
import { tool } from '@llamaindex/core/tools';
import { openai } from '@llamaindex/openai';
import { agent } from '@llamaindex/workflow';
import { Headroom } from '@headroom/native';
import { createFetch } from '@headroom/native/fetch';
import { readLog, printSavings } from './log.mjs';

// With a store, repetitive lines are elided, and the model retrieves them when it needs them.
const headroom = new Headroom({ store: ':memory:' });
const fetch = createFetch({ headroom });

const operator = agent({
  llm: openai({ model: process.env.MODEL ?? 'gpt-5-mini', additionalSessionOptions: { fetch } }),
  tools: [
    tool({
      name: 'read_log',
      description: 'Reads the log of today.',
      parameters: { type: 'object', properties: {} },
      execute: () => readLog(),
    }),
  ],
});

const { data } = await operator.run('What went wrong today, and what came before it?');
console.log(data.result);
printSavings(headroom);
