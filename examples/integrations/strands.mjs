// An agent of Strands that compresses what its tool says. Needs OPENAI_API_KEY.  node examples/integrations/strands.mjs
import { Headroom } from '@headroom/native';
import { afterToolCall } from '@headroom/native/strands';
import { AfterToolCallEvent, Agent, tool } from '@strands-agents/sdk';
import { OpenAIModel } from '@strands-agents/sdk/models/openai';
import { readLog, printSavings } from './log.mjs';

const headroom = new Headroom();

const agent = new Agent({
  model: new OpenAIModel({ api: 'chat', modelId: process.env.MODEL ?? 'gpt-5-mini' }),
  printer: false,
  tools: [
    tool({
      name: 'read_log',
      description: 'Reads the log of today.',
      inputSchema: { type: 'object', properties: {} },
      callback: () => readLog(),
    }),
  ],
});
agent.addHook(AfterToolCallEvent, afterToolCall({ headroom }));

console.log(String(await agent.invoke('What went wrong today, and what came before it?')));
printSavings(headroom);
