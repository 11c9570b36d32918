import { anthropic } from './anthropic/index.js';
import { bedrock } from './bedrock/index.js';
import { gemini } from './gemini/index.js';
import { openai } from './openai/index.js';
import type { Provider } from './provider.js';
import { responses } from './responses/index.js';
import { vercelUi } from './vercel-ui/index.js';
import { vercel } from './vercel/index.js';

/** All providers. The first one whose shape a message, a request or a call has reads it: those whose shapes say most come first. */
export const PROVIDERS: readonly Provider[] = [gemini, vercelUi, vercel, responses, bedrock, anthropic, openai];

/** A provider that has a part. */
export type With<P extends keyof Provider> = Provider & Required<Pick<Provider, P>>;

/** The providers that have a part, in the order of the list. */
export function providersWith<P extends keyof Provider>(part: P): readonly With<P>[] {
  return PROVIDERS.filter((provider): provider is With<P> => provider[part] !== undefined);
}
