// The self-test, and metrics.
import { join } from 'node:path';
import { Headroom, type Message } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { inProcess, withFolder } from '../support/process.js';
import { diff } from '../support/samples.js';

const MESSAGES: Message[] = [
  { role: 'user', content: 'What changed?' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'git diff' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: diff('cache') }] },
];

describe('validateSetup', () => {
  it('checks engine, store and models', () =>
    withFolder(async (folder) => {
      const { ok, checks } = await new Headroom({ store: join(folder, 'state'), scope: 's' }).validateSetup();
      expect(checks.map(({ name, ok: fine, message }) => [name, fine, message])).toEqual([
        ['engine', true, expect.stringMatching(/^\d+ → \d+ tokens and back$/)],
        ['store', true, 'stored and found again'],
        ['models', true, expect.stringContaining('claude')],
      ]);
      expect(ok).toBe(true);
      expect((await new Headroom().validateSetup()).checks[1]).toMatchObject({
        ok: true,
        message: 'none: nothing is elided',
      });
      expect((await new Headroom({ store: ':memory:', scope: 's' }).validateSetup()).checks[1]).toMatchObject({
        ok: true,
        message: 'stored and found again, in memory',
      });
    }));

  it('reports a failed check, with a help text', async () => {
    const script = `
      process.removeAllListeners('warning');
      process.env.HEADROOM_MODELS = '{"models": 1}';
      const { ok, checks } = await new headroom.Headroom({ store: '/dev/null/folder', scope: 's' }).validateSetup();
      console.log(JSON.stringify({ ok, checks }));`;
    const { ok, checks } = (await inProcess(script)) as {
      ok: boolean;
      checks: { ok: boolean; message: string; help: string }[];
    };
    expect(ok).toBe(false);
    expect(checks.map((check) => check.ok)).toEqual([true, false, false]);
    for (const { message, help } of checks.slice(1))
      expect([message, help]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\.$/)]);
  });
});

it('metrics count requests, failures and time', async () => {
  const headroom = new Headroom({ store: ':memory:', scope: 's', policy: 'oneshot' });
  expect(headroom.getSummary()).toBe('0 requests: 0 → 0 estimated tokens, 0.0 % saved');
  await headroom.compress(MESSAGES);
  await headroom.compress(MESSAGES.slice(0, 1));
  const { ms, ...metrics } = headroom.getMetrics();
  expect(metrics).toEqual({ ...headroom.stats(), requests: 2, compressed: 1, leftOut: 1, storeError: 0, failed: 0 });
  expect(ms.longest).toBeLessThanOrEqual(ms.total);
  expect(headroom.getSummary()).toMatch(/^2 requests: [\d,]+ → [\d,]+ estimated tokens, \d+\.\d % saved$/);
});
