// The tool for elided texts in conversations that began without it, where the provider takes tools between messages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Json } from '../support/protocols/index.js';
import { bodyOf, CASES, handleIn, LOG, model, requestOf } from './dialogue.js';
import { ANTHROPIC } from './samples.js';
import { JSON_TYPE, post, startAt, withProvider, withProxy } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'headroom-late-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [, protocol] = CASES[0]!;
const BETAS = 'inline-tools-2026-09-15, mid-conversation-tool-changes-2026-07-01';
const HEADERS = { ...JSON_TYPE, 'anthropic-beta': BETAS };
const LATE: Json = { ...requestOf(ANTHROPIC, false), model: 'claude-opus-5-5' };
const NEXT: Json = {
  ...LATE,
  messages: [...LATE['messages'], { role: 'assistant', content: 'Fine.' }, { role: 'user', content: 'And now?' }],
};
const says = (): ReturnType<typeof model> =>
  model(
    protocol,
    Array(4).fill(() => ({ say: 'I see.' })),
  );
const additionsIn = ({ messages }: Json): number[] =>
  messages.flatMap(({ role, content }: Json, at: number) =>
    role === 'system' && content[0].type === 'tool_addition' ? [at] : [],
  );

it('is added behind the last message, and stays at that place, also after a restart', () =>
  withProvider(says(), async ({ url, requests }) => {
    for (const request of [LATE, NEXT]) {
      const proxy = await startAt(url, { store: folder });
      await post(proxy.url + ANTHROPIC.path, JSON.stringify(request), HEADERS);
      await post(`${proxy.url}/v1/messages/count_tokens`, JSON.stringify(request), HEADERS);
      await proxy.close();
    }
    const place = LATE['messages'].length;
    const bodies = requests.map(bodyOf);
    expect(bodies.map(additionsIn)).toEqual([[place], [place], [place], [place]]);
    for (const { tools } of bodies) expect(tools).toEqual(LATE['tools']);
    expect(bodies[0]!['messages'].at(-1).content[0].tool.definition.name).toBe('headroom_retrieve');
    expect(JSON.stringify(bodies[0]!['messages']).length).toBeLessThan(LOG.length / 5);
    expect(bodies[2]!['messages'].slice(0, place + 1)).toEqual(bodies[0]!['messages']);
  }));

it('is called, and the proxy answers', () => {
  const calls = (body: Json): Json => {
    const handle = handleIn(JSON.stringify(body['messages']));
    return { calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle, lines: '1234' } }] };
  };
  return withProxy(
    model(protocol, [calls, () => ({ say: 'It is job 1233.' })]),
    async (proxy, { requests }) => {
      const reply = await post(proxy.url + ANTHROPIC.path, JSON.stringify(LATE), HEADERS);
      expect(protocol.heard(JSON.parse(reply.body.toString())).text).toBe('It is job 1233.');
      expect(JSON.stringify(bodyOf(requests[1]!)['messages'].at(-1))).toContain('has done job 1233');
    },
    { store: ':memory:' },
  );
});

const without = (name: string): object => ({ ...JSON_TYPE, 'anthropic-beta': BETAS.replace(name, '') });
it.each([
  ['the client uses none of the betas', LATE, JSON_TYPE, ANTHROPIC.path],
  ['the client uses one of the betas only', LATE, without('inline-tools-2026-09-15'), ANTHROPIC.path],
  ['the model is not known to keep its cache', { ...LATE, model: 'claude-sonnet-5' }, HEADERS, ANTHROPIC.path],
  ['the request is only counted', LATE, HEADERS, '/v1/messages/count_tokens'],
  [
    'the model is to continue its own text',
    { ...NEXT, messages: NEXT['messages'].slice(0, -1) },
    HEADERS,
    ANTHROPIC.path,
  ],
  ['the client has no tools', { ...LATE, tools: undefined }, HEADERS, ANTHROPIC.path],
])('is not added where %s', (_, request, headers, path) =>
  withProxy(
    says(),
    async (proxy, { requests }) => {
      await post(proxy.url + path, JSON.stringify(request), headers as Record<string, string>);
      expect(requests[0]!.body.toString()).not.toContain('headroom_retrieve');
    },
    { store: ':memory:' },
  ),
);
