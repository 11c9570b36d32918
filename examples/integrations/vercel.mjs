// An agent on the AI SDK that compresses the results of its tool. Needs AI_GATEWAY_API_KEY.
//   node examples/integrations/vercel.mjs
import { headroomMiddleware } from '@headroom/native/vercel';
import { createGateway, generateText, jsonSchema, stepCountIs, tool, wrapLanguageModel } from 'ai';
import { readLog, printSavings } from './log.mjs';

const { AI_GATEWAY_BASE_URL: baseURL, MODEL = 'anthropic/claude-sonnet-5' } = process.env;
const gateway = createGateway({ ...(baseURL && { baseURL }) });
const middleware = headroomMiddleware();

const { text } = await generateText({
  model: wrapLanguageModel({ model: gateway(MODEL), middleware }),
  prompt: 'What went wrong today, and what came before it?',
  stopWhen: stepCountIs(5),
  tools: {
    read_log: tool({
      description: 'Reads the log of today.',
      inputSchema: jsonSchema({ type: 'object', properties: {} }),
      execute: async () => readLog(),
    }),
  },
});

console.log(text);
printSavings(middleware.headroom);
