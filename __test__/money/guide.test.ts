// Runs the example of the guide without changes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Headroom } from '@headroom/native';
import { formatDollars, Savings } from '@headroom/native/cost';
import { alignCache, placeBreakpoints } from '@headroom/native/prompt-cache';
import { expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { ROWS } from '../support/samples.js';

const [, EXAMPLE] = /\n## What compression saves\n[\s\S]*?```js\n([\s\S]*?)```/.exec(
  readFileSync(join(ROOT, 'docs/guides/cost-and-tokens.md'), 'utf8'),
)!;

it('shows how to add up savings', async () => {
  const sent: Record<string, any>[] = [];
  const anthropic = {
    messages: {
      create: (request: Record<string, unknown>) => {
        sent.push(request);
        return {
          usage: { input_tokens: 0, cache_creation_input_tokens: 5000, cache_read_input_tokens: 0, output_tokens: 10 },
        };
      },
    },
  };
  const history = [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: ROWS }] }];
  const rules = 'These rules hold for all that you do. '.repeat(100);
  const names = {
    alignCache,
    formatDollars,
    placeBreakpoints,
    Savings,
    Headroom,
    anthropic,
    history,
    model: 'claude-opus-5-5',
    system: `Today is 2026-11-22. ${rules}`,
    tools: [],
  };
  const body = `return (async () => { ${EXAMPLE!.replace(/^import .*$/gm, '')}\nreturn { result, cost, saved, misses, missCost, net, byModel }; })();`;
  const { result, cost, saved, misses, missCost, net, byModel } = await new Function(...Object.keys(names), body)(
    ...Object.values(names),
  );
  expect(sent[0]!['system']).toEqual([
    { type: 'text', text: rules.trim(), cache_control: { type: 'ephemeral' } },
    { type: 'text', text: 'Today is 2026-11-22.' },
  ]);
  expect(sent[0]!['messages'][0].content[0]).toMatchObject({
    type: 'tool_result',
    cache_control: { type: 'ephemeral' },
  });
  expect({ cost, saved, misses, missCost, net }).toEqual({
    cost: 5000 * 5000 + 10 * 20_000,
    saved: result.tokensSaved * 5000,
    misses: 0,
    missCost: 0,
    net: saved,
  });
  expect(Object.keys(byModel)).toEqual(['claude-opus-5-5']);
  expect(saved).toBeGreaterThan(0);
});
