// Anthropic's SDKs for clouds under strict types.
import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import { AnthropicFoundry } from '@anthropic-ai/foundry-sdk';
import Anthropic, { type Middleware } from '@anthropic-ai/sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import { anthropicMiddleware, withHeadroom } from '@headroom/native/anthropic';

const middleware: Middleware = anthropicMiddleware();

export const clients: readonly [Anthropic, AnthropicBedrock, AnthropicFoundry, AnthropicVertex] = [
  new Anthropic({ middleware: [middleware] }),
  withHeadroom(new AnthropicBedrock()),
  withHeadroom(new AnthropicFoundry()),
  withHeadroom(new AnthropicVertex({ middleware: [anthropicMiddleware()] })),
];
// @ts-expect-error: there is no such option
anthropicMiddleware({ nope: 1 });
