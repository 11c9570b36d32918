import { compress, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { numberedFile, ROWS, SOURCE } from '../support/samples.js';

const IMAGE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
const use = (id: string, name: string, input: object) => ({ type: 'tool_use', id, name, input });
const result = (id: string, content: unknown, more: object = {}) => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
  ...more,
});

/** A conversation that reads a file twice. The second result becomes a reference to the first. */
const READ_TWICE = [
  { role: 'user', content: 'Look at main.rs.' },
  { role: 'assistant', content: [use('a', 'Read', { file_path: '/repo/main.rs' })] },
  { role: 'user', content: [result('a', numberedFile(SOURCE))] },
  { role: 'assistant', content: [use('b', 'Read', { file_path: '/repo/main.rs' })] },
  { role: 'user', content: [result('b', numberedFile(SOURCE))] },
];

/** The content of a tool result, by the indexes of its message and block. */
const contentAt = (messages: readonly object[], message: number, block = 0): unknown =>
  (messages[message] as { content: { content: unknown }[] }).content[block]!.content;

describe('Anthropic messages', () => {
  it('refer to earlier results by the name of the call', async () => {
    const sent = await compress(READ_TWICE);
    expect(contentAt(sent.messages, 4)).toMatch(/^\[@ Read main\.rs(:\d+-\d+)?\]\s*$/);
    expect(sent.tokensSaved).toBeGreaterThan(sent.tokensBefore * 0.4);
    expect(await expand(sent.messages)).toEqual(READ_TWICE);
  });

  it('keep strings as strings and lists as lists', async () => {
    const listed = [
      ...READ_TWICE.slice(0, 4),
      { role: 'user', content: [result('b', [{ type: 'text', text: numberedFile(SOURCE) }])] },
    ];
    const asList = contentAt((await compress(listed)).messages, 4) as { text: string }[];
    expect(asList).toEqual([{ type: 'text', text: contentAt((await compress(READ_TWICE)).messages, 4) }]);
  });

  it('keep images between texts, in order', async () => {
    const text = { type: 'text', text: ROWS, cache_control: { type: 'ephemeral' } };
    const messages = [
      { role: 'assistant', content: [use('a', 'shoot', {})] },
      { role: 'user', content: [result('a', [IMAGE, text, IMAGE])] },
    ];
    const sent = await compress(messages);
    const parts = contentAt(sent.messages, 1) as object[];
    expect(parts).toEqual([IMAGE, { ...text, text: expect.stringMatching(/^\[table /) }, IMAGE]);
    expect(parts[0]).toBe(IMAGE);
    expect(await expand(sent.messages)).toEqual(messages);
  });

  it('pair parallel calls with their results by id, in any order', async () => {
    const messages = [
      { role: 'assistant', content: [use('x', 'Read', { file_path: 'x.rs' }), use('y', 'query', { id: 'y' })] },
      { role: 'user', content: [result('y', ROWS), result('x', SOURCE)] },
      { role: 'assistant', content: [use('z', 'Read', { file_path: 'z.rs' }), use('w', 'query', { id: 'w' })] },
      { role: 'user', content: [result('w', ROWS), result('z', SOURCE)] },
    ];
    const sent = await compress(messages);
    expect(contentAt(sent.messages, 3, 0)).toMatch(/^\[table |^\[@ query y/);
    expect(contentAt(sent.messages, 3, 1)).toBe('[@ Read x.rs]');
    expect(await expand(sent.messages)).toEqual(messages);
  });

  it('refer to text in the arguments of a call', async () => {
    const messages = [
      { role: 'assistant', content: [use('a', 'Write', { file_path: '/repo/new.rs', content: SOURCE })] },
      { role: 'user', content: [result('a', 'File created.')] },
      { role: 'assistant', content: [use('b', 'Bash', { command: 'cat /repo/new.rs' })] },
      { role: 'user', content: [result('b', SOURCE)] },
    ];
    const sent = await compress(messages);
    expect(contentAt(sent.messages, 3)).toBe('[@ Write new.rs content]');
    expect(await expand(sent.messages)).toEqual(messages);
  });

  it('show the changed lines of a file that is read again, and refer to the rest', async () => {
    const lines = SOURCE.split('\n');
    const edited = [...lines.slice(0, 60), 'let entirely = "new";', ...lines.slice(61)].join('\n');
    const sent = await compress([
      ...READ_TWICE.slice(0, 4),
      { role: 'user', content: [result('b', numberedFile(edited))] },
    ]);
    const text = contentAt(sent.messages, 4) as string;
    expect(text).toContain('let entirely = "new";');
    expect(text.match(/\[@ /g)!.length).toBeGreaterThanOrEqual(2);
    expect(text).not.toContain(lines[10]);
  });

  it('keep every field of thinking, calls, unknown blocks and cache marks', async () => {
    const assistant = {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: SOURCE, signature: 'c2ln' },
        { type: 'redacted_thinking', data: 'eHg=' },
        use('a', 'query', { id: 'a', deep: { text: SOURCE } }),
        { type: 'server_tool_use', id: 's', name: 'web', input: {} },
      ],
      extra: { kept: true },
    };
    const user = {
      role: 'user',
      content: [
        result('a', ROWS, { cache_control: { type: 'ephemeral' }, is_error: true, unknown: [1] }),
        { type: 'web_search_tool_result', content: ROWS },
        { type: 'text', text: SOURCE },
      ],
    };
    const { messages, compressed } = await compress([assistant, user]);
    expect(compressed).toBe(true);
    expect(messages[0]).toBe(assistant);
    const content = (messages[1] as typeof user).content;
    expect(content[0]).toEqual({ ...user.content[0], content: expect.not.stringMatching(/^\[\{/) });
    expect(content.slice(1)).toEqual(user.content.slice(1));
  });

  it('keep the contents of a file that an edit may quote', async () => {
    const pretty = JSON.stringify(JSON.parse(ROWS), null, 2);
    const messages = (tool: string) => [
      { role: 'assistant', content: [use('a', tool, { file_path: 'data.json' })] },
      { role: 'user', content: [result('a', pretty)] },
    ];
    expect((await compress(messages('Read'))).messages).toEqual(messages('Read'));
    expect((await compress(messages('query'))).compressed).toBe(true);
  });

  it('keep results that a program reads, and never refer to them', async () => {
    const called = (id: string, input: object) => ({
      ...use(id, 'query', input),
      caller: { type: 'code_execution_20250825', tool_id: 'srvtoolu_1' },
    });
    const messages = [
      {
        role: 'assistant',
        content: [
          called('a', { text: SOURCE }),
          called('b', {}),
          { ...use('c', 'query', { id: 'c' }), caller: { type: 'direct' } },
        ],
      },
      { role: 'user', content: [result('a', ROWS), result('b', `${SOURCE}\nlast`), result('c', SOURCE)] },
    ];
    const sent = await compress(messages);
    for (const [at, message] of sent.messages.entries()) expect(message).toBe(messages[at]);
    expect(sent.blocks.map(({ name }) => name)).toEqual(['query c id', 'query c']);
  });

  it('compress results without a call', async () => {
    const messages = [
      { role: 'user', content: [result('nobody', ROWS)] },
      { role: 'user', content: [{ type: 'tool_result', content: ROWS }] },
    ];
    const sent = await compress(messages);
    expect(sent.compressed).toBe(true);
    expect(await expand(sent.messages)).toEqual(messages);
  });

  it('are unchanged if they are frozen', async () => {
    const sent = await compress(READ_TWICE, { frozenMessageCount: 5 });
    expect(sent.messages).toEqual(READ_TWICE);
    expect(sent.blocks.at(-1)).toMatchObject({ skipped: 'frozen' });
    expect((await compress(READ_TWICE, { frozenMessageCount: 4 })).compressed).toBe(true);
    for (const [index, message] of (await compress(READ_TWICE, { frozenMessageCount: 3 })).messages
      .slice(0, 3)
      .entries())
      expect(message).toBe(READ_TWICE[index]);
  });

  it('have no references if the history may be dropped', async () => {
    const sent = await compress(READ_TWICE, { historyMayBeDropped: true });
    expect(JSON.stringify(sent.messages)).not.toContain('[@');
    expect(await expand(sent.messages)).toEqual(READ_TWICE);
  });
});
