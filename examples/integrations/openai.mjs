// An agent on OpenAI's SDK that compresses the results of its tool. Needs OPENAI_API_KEY.
//   node examples/integrations/openai.mjs
import { Headroom } from '@headroom/native';
import { withHeadroom } from '@headroom/native/openai';
import OpenAI from 'openai';
import { readLog, printSavings } from './log.mjs';

// With a store, repetitive lines are elided, and the model retrieves them when it needs them.
const headroom = new Headroom({ store: ':memory:' });
const client = withHeadroom(new OpenAI(), { headroom });

const runner = client.chat.completions.runTools(
  {
    model: process.env.MODEL ?? 'gpt-5-mini',
    messages: [{ role: 'user', content: 'What went wrong today, and what came before it?' }],
    tools: [
      {
        type: 'function',
        function: {
          name: 'read_log',
          description: 'Reads the log of today.',
          parameters: { type: 'object', properties: {} },
          function: readLog,
        },
      },
    ],
  },
  { maxChatCompletions: 30 },
);

console.log(await runner.finalContent());
printSavings(client.headroom);
