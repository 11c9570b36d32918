// The AWS SDK under strict types.
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { bedrockPlugin } from '@headroom/native/bedrock';

const client = new BedrockRuntimeClient({});
client.middlewareStack.use(bedrockPlugin());
// @ts-expect-error: there is no such option
bedrockPlugin({ nope: 1 });
