// An agent on the OpenAI Agents SDK that compresses the results of its tool. Needs OPENAI_API_KEY.
//   node examples/integrations/openai-agents.mjs
import { Headroom } from '@headroom/native';
import { modelInputFilter } from '@headroom/native/openai-agents';
import { Agent, Runner, tool } from '@openai/agents';
import { readLog, printSavings } from './log.mjs';

const headroom = new Headroom();

const agent = new Agent({
  name: 'Operator',
  instructions: 'You are careful.',
  model: process.env.MODEL ?? 'gpt-5-mini',
  tools: [
    tool({
      name: 'read_log',
      description: 'Reads the log of today.',
      parameters: { type: 'object', properties: {}, required: [], additionalProperties: false },
      strict: false,
      execute: async () => readLog(),
    }),
  ],
});
const runner = new Runner({ callModelInputFilter: modelInputFilter({ headroom }), tracingDisabled: true });

const { finalOutput } = await runner.run(agent, 'What went wrong today, and what came before it?', { maxTurns: 30 });

console.log(finalOutput);
printSavings(headroom);
