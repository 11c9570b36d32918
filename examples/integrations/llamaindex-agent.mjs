// An agent of LlamaIndex that compresses the results of its tool. Needs OPENAI_API_KEY.
//   node examples/integrations/llamaindex-agent.mjs
import { Headroom } from '@headroom/native';
import { compressedFunctionTools } from '@headroom/native/llamaindex';
import { tool } from '@llamaindex/core/tools';
import { openai } from '@llamaindex/openai';
import { agent } from '@llamaindex/workflow';
import { readLog, printSavings } from './log.mjs';

const headroom = new Headroom();

const tools = [
  tool({
    name: 'read_log',
    description: 'Reads the log of today.',
    parameters: { type: 'object', properties: {} },
    execute: () => readLog(),
  }),
];
const operator = agent({
  llm: openai({ model: process.env.MODEL ?? 'gpt-5-mini' }),
  tools: compressedFunctionTools(tools, { headroom }),
});

const { data } = await operator.run('What went wrong today, and what came before it?');
console.log(data.result);
printSavings(headroom);
