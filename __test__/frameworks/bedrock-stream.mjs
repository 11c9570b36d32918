// An agent that streams from Amazon Bedrock through the AWS SDK. Prints what came of it.
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { Headroom } from '@headroom/native';
import { bedrockPlugin } from '@headroom/native/bedrock';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { readLog } from './log.mjs';

const headroom = new Headroom({ store: ':memory:', scope: 'bedrock' });
const client = new BedrockRuntimeClient({ region: 'us-east-1', requestHandler: new NodeHttpHandler() });
client.middlewareStack.use(bedrockPlugin({ headroom }));

const inputSchema = { json: { type: 'object' } };
const toolConfig = { tools: [{ toolSpec: { name: 'read_log', description: 'd', inputSchema } }] };
const messages = [{ role: 'user', content: [{ text: 'What went wrong today?' }] }];
let [text, input, call] = ['', 0];
do {
  call = undefined;
  text = '';
  const { stream } = await client.send(new ConverseStreamCommand({ modelId: 'claude-x', messages, toolConfig }));
  for await (const { contentBlockStart, contentBlockDelta, metadata } of stream) {
    call ??= contentBlockStart?.start?.toolUse;
    text += contentBlockDelta?.delta?.text ?? '';
    input = metadata?.usage?.inputTokens ?? input;
  }
  if (!call) break;
  const toolUse = { ...call, input: {} };
  const toolResult = { toolUseId: call.toolUseId, content: [{ text: readLog() }] };
  messages.push({ role: 'assistant', content: [{ toolUse }] }, { role: 'user', content: [{ toolResult }] });
} while (call);
console.log(JSON.stringify({ text, input, saved: headroom.stats().tokensSaved }));
