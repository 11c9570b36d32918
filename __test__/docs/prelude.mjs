// Names that examples use but do not define, because a reader's program has them.
import { FILES } from './fixtures.mjs';

const { messages } = JSON.parse(FILES['conversation.json']);

/** A provider without a network. Its model retrieves the first elided text that it sees, then answers. */
const anthropic = {
  messages: {
    create: async ({ messages: sent }) => {
      const said = JSON.stringify(sent);
      const [, handle] = /left out: headroom_retrieve (\w{16})/.exec(said) ?? [];
      const asks = handle !== undefined && !said.includes('tool_use_id":"fetch-1');
      return {
        role: 'assistant',
        stop_reason: asks ? 'tool_use' : 'end_turn',
        content: asks
          ? [{ type: 'tool_use', id: 'fetch-1', name: 'headroom_retrieve', input: { handle, lines: '1-3' } }]
          : [{ type: 'text', text: 'Job 4170 failed.' }],
        usage: { input_tokens: 40, cache_creation_input_tokens: 5000, cache_read_input_tokens: 0, output_tokens: 10 },
      };
    },
  },
};

Object.assign(globalThis, {
  anthropic,
  history: structuredClone(messages),
  log: FILES['build.log'],
  messages,
  model: 'claude-opus-4-8',
  signal: new AbortController().signal,
  system: `Today is 2026-11-22. ${'These rules hold for all that you do. '.repeat(200)}`,
  tools: [],
});
