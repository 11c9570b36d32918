// An agent on Amazon Bedrock that compresses the results of its tool. Needs AWS credentials.
//   node examples/integrations/bedrock.mjs
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { Headroom } from '@headroom/native';
import { bedrockPlugin } from '@headroom/native/bedrock';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { readLog, printSavings } from './log.mjs';

// With a store, repetitive lines are elided, and the model retrieves them when it needs them.
const headroom = new Headroom({ store: ':memory:' });
const client = new BedrockRuntimeClient({ region: 'us-east-1', requestHandler: new NodeHttpHandler() });
client.middlewareStack.use(bedrockPlugin({ headroom }));

const modelId = process.env.MODEL ?? 'us.anthropic.claude-sonnet-5-v1:0';
const inputSchema = { json: { type: 'object' } };
const toolConfig = { tools: [{ toolSpec: { name: 'read_log', description: 'Reads the log of today.', inputSchema } }] };
const messages = [{ role: 'user', content: [{ text: 'What went wrong today, and what came before it?' }] }];

for (;;) {
  const { output, stopReason } = await client.send(new ConverseCommand({ modelId, messages, toolConfig }));
  messages.push(output.message);
  if (stopReason !== 'tool_use') break;
  const calls = output.message.content.filter(({ toolUse }) => toolUse);
  messages.push({
    role: 'user',
    content: calls.map(({ toolUse: { toolUseId } }) => ({ toolResult: { toolUseId, content: [{ text: readLog() }] } })),
  });
}

const { content } = messages.at(-1);
console.log(content.map(({ text }) => text).join(''));
printSavings(headroom);
