import { anthropic } from './anthropic/index.js';
import { bedrock } from './bedrock/index.js';
import { gemini } from './gemini/index.js';
import { openai } from './openai/index.js';
import type { Provider } from './provider.js';
import { responses } from './responses/index.js';
import { vercelUi } from './vercel-ui/index.js';
import { vercel } from './vercel/index.js';

/**
 * All providers. A message, request or call is read by the first one whose shape it has, so the most specific shapes
 * come first.
 */
export const PROVIDERS: readonly Provider[] = [gemini, vercelUi, vercel, responses, bedrock, anthropic, openai];

/** A provider that has the part `P`. */
export type With<P extends keyof Provider> = Provider & Required<Pick<Provider, P>>;

/** The providers that have a part, in the order of {@link PROVIDERS}. */
export function providersWith<P extends keyof Provider>(part: P): readonly With<P>[] {
  return PROVIDERS.filter((provider): provider is With<P> => provider[part] !== undefined);
}
