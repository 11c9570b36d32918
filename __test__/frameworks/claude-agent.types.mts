// The Claude Agent SDK under strict types.
import { type Options, query } from '@anthropic-ai/claude-agent-sdk';
import { claudeHooks } from '@headroom/native/claude-agent';

const options: Options = { hooks: claudeHooks() };

export const messages: unknown = query({ prompt: 'Hi.', options });
// @ts-expect-error: there is no such option
claudeHooks({ nope: 1 });
