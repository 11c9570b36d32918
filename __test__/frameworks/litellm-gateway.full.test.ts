// LiteLLM as a gateway, whose `headroom` guardrail compresses through the proxy.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { CHAT, ROWS } from '../proxy/samples.js';
import { post, says, withProvider, withProxy } from '../proxy/support.js';
import { pythonAnswers, pythonWith } from '../support/python.js';

const PACKAGES = ['litellm[proxy]==1.108.7'];
const KEY = 'sk-0123456789abcdef0123456789abcdef';
const CONFIG = `
model_list:
  - model_name: gpt-4o
    litellm_params: { model: openai/gpt-4o, api_base: os.environ/PROVIDER_URL, api_key: k }
guardrails:
  - guardrail_name: headroom
    litellm_params: { guardrail: headroom, mode: pre_call, default_on: true }
`;
const ANSWER = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4o',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Fine.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
});

/** A port that nobody has. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Calls `work` with the address of a gateway that is gone afterwards. */
async function withGateway(env: Record<string, string>, work: (url: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-gateway-'));
  const config = join(folder, 'config.yaml');
  writeFileSync(config, CONFIG);
  const port = await freePort();
  const program = join(dirname(pythonWith('litellm-gateway', PACKAGES)), 'litellm');
  const gateway = spawn(program, ['--config', config, '--host', '127.0.0.1', '--port', String(port)], {
    env: { ...process.env, LITELLM_MASTER_KEY: KEY, NO_PROXY: '*', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    for await (const line of createInterface(gateway.stderr)) if (line.includes('Uvicorn running')) break;
    gateway.stderr.resume();
    await work(`http://127.0.0.1:${port}`);
  } finally {
    gateway.kill();
    await once(gateway, 'close');
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.runIf(pythonAnswers())('a LiteLLM gateway', () => {
  it('sends its model what the proxy made of earlier tool results', { timeout: 900_000 }, () =>
    withProvider(says(ANSWER), (model) =>
      withProxy(says('{}'), (proxy) =>
        withGateway({ PROVIDER_URL: `${model.url}/v1`, HEADROOM_API_BASE: proxy.url }, async (url) => {
          const { messages, ...request } = CHAT.request(ROWS);
          // The guardrail leaves the last exchange alone.
          const later = [
            { role: 'assistant', content: 'None is.' },
            { role: 'user', content: 'And now?' },
          ];
          const headers = { 'content-type': 'application/json', authorization: `Bearer ${KEY}` };
          const body = JSON.stringify({ ...request, messages: [...messages, ...later] });
          expect((await post(`${url}/v1/chat/completions`, body, headers)).status).toBe(200);
          const sent = JSON.parse(model.requests.at(-1)!.body.toString()).messages;
          const { content } = sent.find(({ role }: { role: string }) => role === 'tool');
          expect(content.length).toBeLessThan(ROWS.length / 2);
          expect(await expand(content)).toBe(ROWS);
          expect(proxy.stats().byRoute['compress']).toMatchObject({ requests: 1, compressed: 1 });
        }),
      ),
    ),
  );
});
