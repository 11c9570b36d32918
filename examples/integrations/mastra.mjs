// An agent of Mastra that compresses what its tool says. Needs OPENAI_API_KEY.  node examples/integrations/mastra.mjs
import { headroomProcessor } from '@headroom/native/mastra';
import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { readLog, printSavings } from './log.mjs';

const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: url, MODEL = 'gpt-5-mini' } = process.env;
const processor = headroomProcessor();

const agent = new Agent({
  id: 'operator',
  name: 'Operator',
  instructions: 'You are careful.',
  model: { id: `openai/${MODEL}`, apiKey, ...(url && { url }) },
  tools: {
    read_log: createTool({ id: 'read_log', description: 'Reads the log of today.', execute: async () => readLog() }),
  },
  inputProcessors: [processor],
});

const { text } = await agent.generate('What went wrong today, and what came before it?', { maxSteps: 30 });

console.log(text);
printSavings(processor.headroom);
