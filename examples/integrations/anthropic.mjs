// An agent on Anthropic's SDK that compresses the results of its tool. Needs ANTHROPIC_API_KEY.
//   node examples/integrations/anthropic.mjs
import Anthropic from '@anthropic-ai/sdk';
import { Headroom } from '@headroom/native';
import { withHeadroom } from '@headroom/native/anthropic';
import { readLog, printSavings } from './log.mjs';

// With a store, repetitive lines are elided, and the model retrieves them when it needs them.
const headroom = new Headroom({ store: ':memory:' });
const client = withHeadroom(new Anthropic(), { headroom });

const tools = [{ name: 'read_log', description: 'Reads the log of today.', input_schema: { type: 'object' } }];
const messages = [{ role: 'user', content: 'What went wrong today, and what came before it?' }];

for (;;) {
  const stream = client.messages.stream({
    model: process.env.MODEL ?? 'claude-sonnet-5',
    max_tokens: 1000,
    tools,
    messages,
  });
  stream.on('text', (text) => process.stdout.write(text));
  const { content, stop_reason } = await stream.finalMessage();
  messages.push({ role: 'assistant', content });
  if (stop_reason !== 'tool_use') break;
  const calls = content.filter(({ type }) => type === 'tool_use');
  messages.push({
    role: 'user',
    content: calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: readLog() })),
  });
}

console.log();
printSavings(client.headroom);
