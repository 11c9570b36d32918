// The providers' own SDKs for Python, of which only the address is changed: plain, streamed, with tools, and aborted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkSaved, model } from '../proxy/model.js';
import { ANTHROPIC, CHAT, GEMINI, RESPONSES, ROWS, type Sample } from '../proxy/samples.js';
import { ROOT } from '../support/process.js';
import { PROTOCOLS, type Protocol } from '../support/protocols/index.js';
import { pythonAnswers, pythonWith } from '../support/python.js';

const PACKAGES = ['openai==3.57.0', 'anthropic==2.14.0', 'google-genai==3.6.1'];
const SCRIPT = join(ROOT, '__test__/frameworks/python/sdk_dialogue.py');
const [anthropic, chat, responses, gemini] = PROTOCOLS as [Protocol, Protocol, Protocol, Protocol];
const SDKS: readonly (readonly [name: string, protocol: Protocol, sample: Sample])[] = [
  ['anthropic', anthropic, ANTHROPIC],
  ['chat', chat, CHAT],
  ['responses', responses, RESPONSES],
  ['gemini', gemini, GEMINI],
];
const MINUTES = 60_000;

describe.runIf(pythonAnswers()).each(SDKS)('the SDK for Python: %s', (name, protocol, sample) => {
  let python: string;
  beforeAll(() => void (python = pythonWith('sdks', PACKAGES)), 10 * MINUTES);

  /** What a dialogue says. */
  async function said(action: string, url: string): Promise<unknown[]> {
    const model = sample === GEMINI ? { model: 'gemini-2.5-pro' } : {};
    const child = spawn(python, [SCRIPT, name, action, url], { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
    child.stdin.end(JSON.stringify({ ...sample.request(ROWS), ...model }));
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    if (child.exitCode !== 0) throw new Error(errors);
    return JSON.parse(output) as unknown[];
  }

  it.each(['plain', 'streamed'])('works %s, with tools', { timeout: MINUTES }, (action) =>
    model(protocol, async (proxy, provider) => {
      expect((await said(action, proxy.url)).slice(0, 2)).toEqual(['Node 3 is.', 'http://node-3']);
      await checkSaved(sample, provider, proxy);
    }),
  );

  it('can abort a stream', { timeout: MINUTES }, () =>
    model(
      protocol,
      async (proxy, { left }) => {
        const [start] = await said('abort', proxy.url);
        expect('Node 3 is.'.startsWith(start as string)).toBe(true);
        await left;
      },
      true,
    ),
  );
});
