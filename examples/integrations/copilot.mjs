// An agent on the Copilot SDK that compresses the results of its tool, with a model of your own. Needs OPENAI_API_KEY.
//   node examples/integrations/copilot.mjs
import { approveAll, CopilotClient, CopilotRequestHandler, defineTool } from '@github/copilot-sdk';
import { Headroom } from '@headroom/native';
import { compressedRequestHandler } from '@headroom/native/copilot';
import { readLog, printSavings } from './log.mjs';

const {
  OPENAI_API_KEY: apiKey,
  OPENAI_BASE_URL: baseUrl = 'https://api.openai.com/v1',
  MODEL = 'gpt-5-mini',
} = process.env;

// With a store, repetitive lines are elided, and the model retrieves them when it needs them.
const headroom = new Headroom({ store: ':memory:' });
const requestHandler = compressedRequestHandler(new CopilotRequestHandler(), { headroom });
const client = new CopilotClient({ requestHandler, useLoggedInUser: false });

// The runtime writes longer results to files.
const part = () => readLog().slice(80_000, 88_000);

const session = await client.createSession({
  model: MODEL,
  provider: { type: 'openai', baseUrl, apiKey },
  onPermissionRequest: approveAll,
  availableTools: ['read_log'],
  tools: [
    defineTool('read_log', {
      description: 'Reads the log of today.',
      parameters: { type: 'object', properties: {} },
      handler: part,
    }),
  ],
});
const answer = await session.sendAndWait({ prompt: 'What went wrong today, and what came before it?' });
console.log(answer?.data.content);
printSavings(headroom);
await session.disconnect();
await client.stop();
