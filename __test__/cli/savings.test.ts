import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { compress, type Message } from '@headroom/native';
import { beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from './headroom.js';
import { MESSAGES, NUMBERED } from './samples.js';

const place = new Workplace();

/** A line for each content block of an answer, as Claude Code writes it. */
function claudeLines(messages: readonly { role: string; content: unknown }[], more: object = {}): string[] {
  return messages.flatMap(({ role, content }, at) => {
    const parts: unknown[] =
      role === 'assistant' && Array.isArray(content) ? content.map((block) => [block]) : [content];
    const id = role === 'assistant' ? { id: `msg_${at}` } : {};
    return parts.map((part) =>
      JSON.stringify({
        type: role,
        message: { ...id, role, content: part },
        sessionId: 's',
        isSidechain: false,
        timestamp: '2031-05-01T10:00:00Z',
        ...more,
      }),
    );
  });
}

/** The expected cost: each turn is compressed and priced by itself. */
async function paidTurnByTurn(messages: readonly Message[], price: number): Promise<{ before: number; after: number }> {
  const paid = { before: 0, after: 0 };
  const cached = { before: 0, after: 0 };
  for (const [at, message] of messages.entries()) {
    if ((message as { role: string }).role !== 'assistant') continue;
    const { tokensBefore, tokensAfter } = await compress(messages.slice(0, at));
    paid.before += ((cached.before * 0.1 + (tokensBefore - cached.before) * 1.25) * price) / 1e6;
    paid.after += ((cached.after * 0.1 + (tokensAfter - cached.after) * 1.25) * price) / 1e6;
    Object.assign(cached, { before: tokensBefore, after: tokensAfter });
  }
  return paid;
}

const parallel = [
  { role: 'user', content: 'Read both.' },
  {
    role: 'assistant',
    content: [
      { type: 'text', text: 'Now.' },
      { type: 'tool_use', id: 'p', name: 'Read', input: { file_path: 'a.rs' } },
      { type: 'tool_use', id: 'q', name: 'mcp__files__read', input: { path: 'b.rs' } },
    ],
  },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'p', content: NUMBERED }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'q', content: NUMBERED }] },
  { role: 'assistant', content: [{ type: 'text', text: 'Both are alike.' }] },
];

const EMPTY = {
  sessions: [],
  tools: [],
  models: [],
  usage: [],
  losses: [],
  brokenLines: 0,
  unreadable: [],
  elided: { cost: 7 },
  totals: {
    tokensBefore: 10,
    tokensAfter: 9,
    tokensSaved: 1,
    compressionRatio: 0.1,
    costBefore: 10,
    costAfter: 9,
    costSaved: 1,
  },
};

const report = (...args: string[]) => JSON.parse(place.run(['savings', '--json', ...args]).stdout.toString());

beforeAll(async () => {
  const other = [
    JSON.stringify({ type: 'summary', summary: 'of old' }),
    JSON.stringify({ type: 'file-history-snapshot' }),
    '{"type":"user","mess',
    '[1]',
    '',
  ];
  await place.place('.claude/projects/-shop/long.jsonl', [...other, ...claudeLines(MESSAGES)].join('\n'));
  await place.place('.claude/projects/-shop/parallel.jsonl', claudeLines(parallel).join('\n'));
  await place.place('.claude/projects/-shop/empty.jsonl', '');
  await place.place('.claude/projects/-shop/notes.txt', 'not a transcript');
  await place.place(
    'folded/compacted.jsonl',
    [
      ...claudeLines(MESSAGES),
      ...claudeLines(MESSAGES, { isCompactSummary: true }).slice(0, 1),
      ...claudeLines(MESSAGES).slice(1),
    ].join('\n'),
  );
  await place.place(
    'nested/subagent.jsonl',
    [...claudeLines(MESSAGES), ...claudeLines(MESSAGES, { isSidechain: true, uuid: 'x', parentUuid: 'x' })].join('\n'),
  );
  const items = [
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Read it twice.' }] },
    ...['c1', 'c2'].flatMap((call_id) => [
      { type: 'reasoning', summary: [] },
      { type: 'function_call', name: 'shell', arguments: '{"command":["cat","total.rs"]}', call_id },
      { type: 'function_call_output', call_id, output: NUMBERED },
    ]),
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] },
  ];
  await place.place(
    '.codex/sessions/2031/05/rollout-1.jsonl',
    [{ type: 'session_meta', payload: {} }, ...items.map((payload) => ({ type: 'response_item', payload }))]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  );
});

describe('headroom savings', () => {
  it('finds the transcripts of both agents, the largest saving first', () => {
    const { sessions, tools, totals, brokenLines } = report();
    expect(
      sessions.map(({ session, turns }: { session: string; turns: number }) => [session.replaceAll('\\', '/'), turns]),
    ).toEqual(
      expect.arrayContaining([
        ['-shop/long', 4],
        ['-shop/parallel', 2],
        ['2031/05/rollout-1', 3],
      ]),
    );
    expect(sessions).toHaveLength(3);
    for (const list of [sessions, tools])
      expect(list.map((each: { tokensSaved: number }) => -each.tokensSaved)).toEqual(
        list.map((each: { tokensSaved: number }) => -each.tokensSaved).sort((a: number, b: number) => a - b),
      );
    expect(tools.map(({ tool }: { tool: string }) => tool).sort()).toEqual([
      '(assistant)',
      '(tool inputs)',
      '(user)',
      'Fetch',
      'Read',
      'mcp__files__read',
      'shell',
    ]);
    expect(brokenLines).toBe(2);
    const sum = (list: Record<string, number>[], field: string) =>
      list.reduce((total, each) => total + each[field]!, 0);
    for (const field of ['tokensBefore', 'tokensAfter', 'tokensSaved', 'costBefore', 'costAfter', 'costSaved']) {
      expect(sum(sessions, field), field).toBeCloseTo(totals[field]);
      expect(sum(tools, field), field).toBeCloseTo(totals[field]);
    }
  });

  it.each([
    ['long', MESSAGES],
    ['parallel', parallel],
  ] as const)('counts and pays for %s as its turns would, one by one', async (name, messages) => {
    const session = report('--price', '5').sessions.find((each: { session: string }) => each.session.endsWith(name));
    const { tokensBefore, tokensAfter } = await compress(messages);
    // The estimate of each text is rounded by itself.
    const near = (value: number, expected: number) => expect(Math.abs(value / expected - 1)).toBeLessThan(0.005);
    near(session.tokensBefore, tokensBefore);
    near(session.tokensAfter, tokensAfter);
    const { before, after } = await paidTurnByTurn(messages, 5);
    near(session.costBefore, before);
    near(session.costAfter, after);
  });

  it('uses the price of the model that a transcript names', async () => {
    await place.place(
      'named/haiku.jsonl',
      claudeLines(MESSAGES)
        .map((line) => line.replace('"role":"assistant"', '"role":"assistant","model":"claude-haiku-4-5"'))
        .join('\n'),
    );
    const [unnamed] = report().sessions.filter(({ session }: { session: string }) => session.endsWith('long'));
    const { totals, models } = report('named');
    expect(models).toMatchObject([{ model: 'claude-haiku-4-5', tokensSaved: totals.tokensSaved }]);
    // The price is $1 a million instead of $3, and the cache costs a third, too.
    expect(totals.costBefore).toBeCloseTo(unnamed.costBefore / 3, 10);
    expect(report('named', '--price', '3').totals.costBefore).toBeCloseTo(unnamed.costBefore, 10);
    expect(place.run(['savings', 'named']).stdout.toString()).toContain(
      'list prices of the models in the transcripts (claude-haiku-4-5)',
    );
  });

  it.each(['folded', 'nested'])('makes no references to messages before a compaction: %s', async (folder) => {
    const [alone] = report().sessions.filter(({ session }: { session: string }) => session.endsWith('long'));
    expect(report(folder).totals).toMatchObject({
      tokensBefore: 2 * alone.tokensBefore,
      tokensAfter: 2 * alone.tokensAfter,
    });
  });

  it('reads a single transcript', async () => {
    const path = await place.place('single/one.jsonl', claudeLines(MESSAGES).join('\n'));
    expect(report(path).sessions).toMatchObject([{ session: 'one', turns: 4 }]);
    expect(report(path).totals).toEqual(report('single').totals);
  });

  it('reads a transcript with any name if the user names it', async () => {
    const path = await place.place('single/copy.txt', claudeLines(MESSAGES).join('\n'));
    expect(report(path).sessions).toMatchObject([{ session: 'copy.txt', turns: 4 }]);
    expect(place.run(['savings', 'not-there.txt'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no such file or folder'),
    });
  });

  it('says so if what it read is no transcript', () => {
    const file = place.write('request.json', JSON.stringify({ messages: [{ role: 'user', content: 'x' }] }));
    const { stdout } = place.run(['savings', file]);
    expect(stdout.toString()).toContain('No session was found in what was read');
  });

  it('says why a file could not be read', async () => {
    const path = await place.place('databases/opencode.db', 'SQLite format 3\0');
    const [{ reason }] = report('databases').unreadable;
    expect(reason).toMatch(/Node 22\.13 or later|database/);
    expect(place.run(['savings', 'databases']).stdout.toString()).toContain(
      `1 file could not be read: ${join('databases', 'opencode.db')} (${reason})`,
    );
    expect(path).toContain('opencode.db');
  });

  it('respects the folder that Claude Code was told to use', async () => {
    await place.place('elsewhere/projects/one.jsonl', claudeLines(MESSAGES).join('\n'));
    const { stdout } = place.run(['savings', '--json'], '', {
      CLAUDE_CONFIG_DIR: join(place.folder, 'elsewhere'),
      CODEX_HOME: join(place.folder, 'none'),
    });
    expect(JSON.parse(stdout.toString()).sessions).toMatchObject([{ session: 'one' }]);
  });

  it('prints tables with totals', () => {
    const { code, stdout, stderr } = place.run(['savings', '--limit', '1']);
    const output = stdout.toString();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(output).toMatch(
      /^session +turns +tokens +after +saved +cost +cost after +cost saved\n.+\ntotal .+\n\ntool /,
    );
    expect(output).toContain('1 of 3 sessions listed. The totals include all sessions.\n2 lines could not be read.\n');
  });

  it('reads transcripts of Gemini CLI, as lines and as one document', async () => {
    const messages = [
      { id: '1', type: 'user', content: 'Read it twice.' },
      ...['a', 'b'].map((id) => ({
        id,
        type: 'gemini',
        content: '',
        model: 'gemini-2.5-pro',
        toolCalls: [
          {
            id,
            name: 'read_file',
            args: {},
            result: [{ functionResponse: { id, name: 'read_file', response: { output: NUMBERED } } }],
          },
        ],
      })),
      { id: '4', type: 'gemini', content: 'Done.', model: 'gemini-2.5-pro' },
    ];
    await place.place('gemini/x/chats/session-1.json', JSON.stringify({ sessionId: 's', messages }));
    // A transcript in progress: a head, changes of it, and messages that are written again when they are complete.
    const tokens = { input: 9, cached: 4, output: 5, thoughts: 1 };
    const lines = [
      { sessionId: 's', projectHash: 'h' },
      { $set: { messages: messages.slice(0, 1) } },
      { ...messages[1], toolCalls: undefined, tokens },
      { ...messages[1], tokens },
      { id: '2', type: 'user', content: [{ functionResponse: { id: 'a', response: { output: NUMBERED } } }] },
      { $set: { lastUpdated: 'now' } },
      ...messages.slice(2),
    ];
    await place.place('gemini-lines/session-1.jsonl', lines.map((own) => JSON.stringify(own)).join('\n'));
    await place.place('gemini/x/logs.json', '[]');
    const { sessions, tools, models, totals } = report('gemini');
    expect(sessions).toHaveLength(1);
    expect(tools[0].tool).toBe('read_file');
    expect(tools[0].tokensAfter).toBeLessThan(0.6 * tools[0].tokensBefore);
    expect(models[0].model).toBe('gemini-2.5-pro');
    expect(report('gemini-lines').totals).toEqual(totals);
    expect(report('gemini-lines').usage).toEqual([
      { model: 'gemini-2.5-pro', requests: 1, input: 5, cacheRead: 4, cacheWrite: 0, output: 6 },
    ]);
  });

  it('counts the usage of a message once, from its last record', async () => {
    const usage = (output: number) => ({
      input_tokens: 1,
      cache_read_input_tokens: 2,
      cache_creation_input_tokens: 3,
      output_tokens: output,
    });
    const line = (id: string, output: number) =>
      JSON.stringify({
        type: 'assistant',
        message: { id, role: 'assistant', model: 'm', content: [], usage: usage(output) },
      });
    const codex = [
      { type: 'turn_context', payload: { model: 'c' } },
      { type: 'event_msg', payload: { type: 'token_count', info: null } },
      {
        type: 'event_msg',
        payload: {
          type: 'token_count',
          info: { last_token_usage: { input_tokens: 9, cached_input_tokens: 4, output_tokens: 5 } },
        },
      },
    ];
    await place.place('counted/a.jsonl', [line('a', 1), line('a', 7), line('b', 2)].join('\n'));
    await place.place('counted/b.jsonl', codex.map((own) => JSON.stringify(own)).join('\n'));
    expect(report('counted').usage).toEqual([
      { model: 'm', requests: 2, input: 2, cacheRead: 4, cacheWrite: 6, output: 9 },
      { model: 'c', requests: 1, input: 5, cacheRead: 4, cacheWrite: 0, output: 5 },
    ]);
  });

  it('reads sessions of opencode, as it exports them', async () => {
    const tokens = { input: 9, output: 4, reasoning: 1, cache: { read: 3, write: 2 } };
    const call = (callID: string) => ({
      type: 'tool',
      tool: 'read',
      callID,
      state: { status: 'completed', input: {}, output: NUMBERED },
    });
    const messages = [
      { info: { role: 'user' }, parts: [{ type: 'text', text: 'Read it twice.' }] },
      ...['a', 'b'].map((id) => ({
        info: { role: 'assistant', modelID: 'claude-sonnet-4-5', tokens, time: { created: 1 } },
        parts: [{ type: 'step-start' }, call(id)],
      })),
      { info: { role: 'assistant', modelID: 'claude-sonnet-4-5' }, parts: [{ type: 'text', text: 'Done.' }, null] },
    ];
    await place.place('opencode/ses_1.json', JSON.stringify({ info: { id: 'ses_1' }, messages }));
    const { sessions, tools, usage } = report('opencode');
    expect(sessions).toMatchObject([{ session: 'ses_1', turns: 3 }]);
    expect(tools[0].tool).toBe('read');
    expect(tools[0].tokensAfter).toBeLessThan(0.6 * tools[0].tokensBefore);
    expect(usage).toEqual([
      { model: 'claude-sonnet-4-5', requests: 2, input: 18, cacheRead: 6, cacheWrite: 4, output: 10 },
    ]);
  });

  it('reads sessions of Copilot CLI, each subagent as a conversation of its own', async () => {
    const event = (type: string, data: object) => JSON.stringify({ type, data, timestamp: '2031-05-01T10:00:00Z' });
    const read = (toolCallId: string, more = {}) => [
      event('assistant.message', { content: '', toolRequests: [{ toolCallId, name: 'view', arguments: {} }], ...more }),
      event('tool.execution_complete', { toolCallId, success: true, result: { content: NUMBERED }, ...more }),
    ];
    const usage = { model: 'gpt-5', inputTokens: 9, cacheReadTokens: 4, outputTokens: 5 };
    const lines = [
      event('session.start', { sessionId: 's', selectedModel: 'gpt-5' }),
      event('user.message', { content: 'Read it twice.' }),
      ...read('a'),
      event('assistant.usage', usage),
      ...read('s', { parentToolCallId: 'a' }),
      ...read('b'),
      event('assistant.message', { content: 'Done.' }),
    ];
    await place.place('copilot/1f/events.jsonl', lines.join('\n'));
    const { sessions, tools, usage: counted, models } = report('copilot');
    expect(sessions).toMatchObject([{ session: '1f', turns: 3 }]);
    // Only the second reading of the main conversation refers to the first.
    expect(tools[0]).toMatchObject({ tool: 'view' });
    expect(tools[0].tokensAfter / tools[0].tokensBefore).toBeGreaterThan(0.4);
    expect(models[0].model).toBe('gpt-5');
    expect(counted).toEqual([{ model: 'gpt-5', requests: 1, input: 5, cacheRead: 4, cacheWrite: 0, output: 5 }]);
  });

  it('says what the prompt cache lost, and why', async () => {
    const answer = (at: string, model: string, read: number, written: number, more = {}) =>
      JSON.stringify({
        type: 'assistant',
        timestamp: `2031-05-01T${at}:00Z`,
        message: {
          id: at,
          role: 'assistant',
          model,
          content: [],
          usage: { input_tokens: 1, cache_read_input_tokens: read, cache_creation_input_tokens: written, ...more },
        },
      });
    const summary = { type: 'user', isCompactSummary: true, message: { role: 'user', content: 'So far.' } };
    const lines = [
      answer('10:00', 'claude-sonnet-4-5', 0, 20_000),
      answer('10:02', 'claude-sonnet-4-5', 20_000, 5000),
      answer('10:20', 'claude-sonnet-4-5', 0, 30_000),
      answer('10:21', 'claude-haiku-4-5', 0, 31_000),
      answer('10:22', 'claude-haiku-4-5', 10_000, 22_000, { cache_creation: { ephemeral_1h_input_tokens: 22_000 } }),
      answer('11:00', 'claude-haiku-4-5', 31_900, 3000),
      JSON.stringify(summary),
      answer('11:01', 'claude-haiku-4-5', 0, 9000),
    ];
    await place.place('lost/a.jsonl', lines.join('\n'));
    const { losses } = report('lost');
    expect(losses.map(({ cause, requests, tokens }: any) => [cause, requests, tokens])).toEqual([
      ['model', 1, 30_000],
      ['expired', 1, 25_000],
      ['changed', 1, 21_000],
      ['compacted', 1, 9001],
    ]);
    // $3 a million: a write costs 1.25 times that, a read 0.1 times.
    expect(losses[1].cost).toBeCloseTo(25_000 * 3.45e-6, 10);
    expect(place.run(['savings', 'lost']).stdout.toString()).toMatch(
      /lost by the prompt cache because +requests +tokens +cost\nanother model was asked +1 +30,000/,
    );
  });

  it('says what pruning would have saved beside that, if asked', async () => {
    await place.place('pruned/a.jsonl', claudeLines(MESSAGES).join('\n'));
    const { pruned, totals } = report('pruned', '--pruning');
    expect(pruned).toEqual({ prunes: expect.any(Number), cost: expect.any(Number) });
    expect(pruned.cost).toBeGreaterThan(0);
    expect(pruned.cost).toBeLessThan(totals.costBefore);
    expect(report('pruned').pruned).toBeUndefined();
    expect(place.run(['savings', 'pruned', '--pruning']).stdout.toString()).toMatch(
      /With a store and pruning it would/,
    );
  });

  it('tells what pruning saves from what the store alone saves', async () => {
    const { headlineOf } = await import('../../src/cli/savings/tables.js');
    const said = (prunes: number, cost: number): string => headlineOf({ ...EMPTY, pruned: { prunes, cost } });
    expect(said(0, 7)).toMatch(/saved \$3\.00, all of it without a prune: none would have paid\.$/);
    expect(said(2, 5)).toMatch(
      /saved \$5\.00: \$3\.00 with the store alone, and \$2\.00 more by 2 prunes\. What .* fetch back is not priced\.$/,
    );
  });

  it('reads compressed transcripts, or says that this Node cannot', async () => {
    await place.place('packed/rollout-1.jsonl.zst', '');
    const frame = Buffer.from('28b52ffd0401', 'hex');
    place.write('packed/rollout-1.jsonl.zst', frame);
    expect(place.run(['savings', 'packed']).stdout.toString()).toContain('1 file could not be read');
  });

  it('writes a self-contained page with the same figures', async () => {
    const { code } = place.run(['savings', '--html', 'savings.html']);
    const page = readFileSync(join(place.folder, 'savings.html'), 'utf8');
    expect(code).toBe(0);
    expect(page).not.toMatch(/<script|https?:/);
    expect(page).toContain('<td>mcp__files__read</td>');
    await place.place('evil/<img src=x>.jsonl', claudeLines(parallel).join('\n'));
    place.run(['savings', 'evil', '--html', 'savings.html']);
    expect(readFileSync(join(place.folder, 'savings.html'), 'utf8')).not.toContain('<img');
  });

  it('ignores transcripts that are older than --since', async () => {
    const path = await place.place('aged/old.jsonl', claudeLines(parallel).join('\n'));
    await place.place('aged/new.jsonl', claudeLines(parallel).join('\n'));
    utimesSync(path, new Date(0), new Date(0));
    expect(report('aged').sessions).toHaveLength(2);
    expect(report('aged', '--since', '4w').sessions).toMatchObject([{ session: 'new' }]);
    expect(place.run(['savings', '--since', 'soon']).code).toBe(2);
  });

  it('has the alias discover', () => {
    expect(place.run(['discover', '--json']).stdout.equals(place.run(['savings', '--json']).stdout)).toBe(true);
  });

  it('changes no file', () => {
    const state = () =>
      readdirSync(place.folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]);
    const before = state();
    report();
    expect(state()).toEqual(before);
  });
});
