// Integrations, called as their frameworks call them. `__test__/frameworks` runs them in the frameworks themselves.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { expand, Headroom } from '@headroom/native';
import { claudeHooks } from '@headroom/native/claude-agent';
import {
  agentMiddleware,
  compressedChatModel,
  compressedTools,
  compressingReducer,
  documentCompressor,
  preModelHook,
} from '@headroom/native/langchain';
import { compressedFunctionTools, nodePostprocessor } from '@headroom/native/llamaindex';
import { headroomProcessor } from '@headroom/native/mastra';
import { compressedMcpClient } from '@headroom/native/mcp-client';
import { modelInputFilter } from '@headroom/native/openai-agents';
import { afterToolCall } from '@headroom/native/strands';
import { prepareStep } from '@headroom/native/vercel';
import { describe, expect, it } from 'vitest';
import { LOG } from '../proxy/dialogue.js';
import { ROWS } from '../proxy/samples.js';
import { ROOT } from '../support/process.js';

const { signal } = new AbortController();
const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'frameworks' });
const closed = (): Headroom => {
  const headroom = new Headroom();
  headroom.close();
  return headroom;
};
/** Checks that a text is the compressed form of `ROWS`. */
const isRows = async (text: unknown): Promise<void> => {
  expect((text as string).length).toBeLessThan(ROWS.length / 2);
  expect(await expand(text as string)).toBe(ROWS);
};

/** A message class like LangChain's. */
class Message {
  lc_kwargs: object;
  constructor(
    readonly type: string,
    public content: unknown,
    more: object = {},
  ) {
    this.lc_kwargs = { content };
    Object.assign(this, more);
  }
}
const messages = (result: unknown) => [
  new Message('human', 'Which hosts?'),
  new Message('ai', '', { tool_calls: [{ id: 'c', name: 'fetch', args: { at: 1 } }] }),
  new Message('tool', result, { tool_call_id: 'c', id: 'm' }),
];

describe('LangChain', () => {
  it('the model gets copies, and the messages stay unchanged', async () => {
    const given = messages(ROWS);
    const { llmInputMessages: sent } = await preModelHook()({ messages: given });
    expect(sent.slice(0, 2)).toEqual(given.slice(0, 2));
    expect(sent[0]).toBe(given[0]);
    const [, , result] = sent as [Message, Message, Message & { id: string }];
    await isRows(result.content);
    expect(result).toBeInstanceOf(Message);
    expect([result.id, result.lc_kwargs, given[2]!.content]).toEqual(['m', { content: result.content }, ROWS]);
  });

  it('reads parts of messages, and messages of version 0', async () => {
    const [human, ai] = messages('');
    const old = { getType: () => 'tool', content: [{ type: 'text', text: ROWS }], tool_call_id: 'c' };
    const { llmInputMessages } = await preModelHook()({ messages: [human!, ai!, old] });
    await isRows((llmInputMessages[2] as typeof old).content[0]!.text);
  });

  it('elides only if the model has the retrieval tool', async () => {
    const { tools, wrapModelCall } = agentMiddleware({ headroom: withStore() });
    const without = agentMiddleware({ headroom: withStore() }).wrapModelCall;
    const sent = await Promise.all([
      wrapModelCall({ messages: messages(LOG), tools }, ({ messages: [, , last] }) => last!.content),
      without({ messages: messages(LOG), tools: [] }, ({ messages: [, , last] }) => last!.content),
    ]);
    expect(sent[0]).toContain('left out: headroom_retrieve');
    expect(await expand(sent[1] as string)).toBe(LOG);
    const [, handle] = /headroom_retrieve (\w{16})/.exec(sent[0] as string)!;
    expect(await tools[0]!.invoke({ args: { handle, lines: '1234' } })).toContain('has done job 1233');
    expect(await tools[0]!.invoke({ args: {} })).toContain('Give the handle');
    expect(agentMiddleware().tools).toEqual([]);
  });

  it('passes on errors of the model', async () => {
    const { wrapModelCall } = agentMiddleware();
    const failed = wrapModelCall({ messages: messages(ROWS), tools: [] }, () => Promise.reject(new Error('429')));
    await expect(failed).rejects.toThrow('429');
  });

  it('does not wrap a model twice', async () => {
    const inner = {
      sent: [] as unknown[],
      _generate: async (given: Message[]) => void inner.sent.push(given[2]!.content),
    };
    const model = compressedChatModel(inner);
    expect(compressedChatModel(model)).toBe(model);
    await model._generate(messages(ROWS));
    await isRows(inner.sent[0]);
  });

  it('passes on artifacts, errors and results that are not text', async () => {
    const outputs = [
      [ROWS, { rows: ROWS }],
      new Message('tool', ROWS, { tool_call_id: 'c' }),
      'short',
      { an: 'object' },
      undefined,
    ];
    const all = outputs.map((output, at) => ({
      name: `t${at}`,
      responseFormat: at === 0 ? 'content_and_artifact' : 'content',
      _call: async () => output,
    }));
    const { tools, totals } = compressedTools(all);
    const [pair, message, ...rest] = await Promise.all(tools.map((tool) => tool._call()));
    await isRows((pair as string[])[0]);
    expect((pair as object[])[1]).toBe((outputs[0] as object[])[1]);
    await isRows((message as Message).content);
    expect(rest).toEqual(outputs.slice(2));
    expect(Object.keys(totals()).sort()).toEqual(['t0', 't1']);
    expect(compressedTools(tools).tools).toEqual(tools);
  });

  it('compresses documents for a query', async () => {
    const documents = [
      { pageContent: LOG, metadata: { at: 1 } },
      { pageContent: 'short', metadata: { at: 2 } },
    ];
    const headroom = withStore();
    expect(await documentCompressor({ headroom }).compressDocuments(documents, 'job 1233')).toHaveLength(1);
    const whole = documentCompressor({ headroom, minRelevance: 0 });
    const [long, short] = await whole.compressDocuments(documents, 'job 1233');
    expect(long!.pageContent.length).toBeLessThan(LOG.length / 5);
    expect(long!.metadata).toEqual({ at: 1 });
    expect(short).toBe(documents[1]);
    expect(documents[0]!.pageContent).toBe(LOG);
  });

  it('a reducer gets the tool results compressed', async () => {
    const reducer = compressingReducer((left: Message[], right: Message[]) => [...left, ...right]);
    const given = messages(ROWS);
    const [human, , result] = reducer([], given);
    expect(human).toBe(given[0]);
    await isRows(result!.content);
  });
});

describe('the OpenAI Agents SDK', () => {
  const call = { type: 'function_call', callId: 'c', name: 'fetch', arguments: '{}', status: 'completed' };
  const outputs: [string, unknown, (sent: any) => unknown][] = [
    ['a text', ROWS, (sent) => sent],
    ['an object with a text', { type: 'text', text: ROWS, providerData: {} }, (sent) => sent.text],
    ['a list of texts', [{ type: 'input_text', text: ROWS }], ([sent]) => sent.text],
  ];
  it.each(outputs)('compresses a result that is %s', async (_, output, textOf) => {
    const result = { type: 'function_call_result', callId: 'c', name: 'fetch', status: 'completed', output };
    const input: any[] = [{ role: 'user', content: 'Which hosts?' }, call, result];
    const { input: sent, instructions } = await modelInputFilter()({ modelData: { input, instructions: 'Be brief.' } });
    expect(instructions).toBe('Be brief.');
    // The SDK identifies its items by object identity.
    for (const [at, item] of sent.entries()) expect(item).toBe(input[at]);
    expect(input[2]).toMatchObject({ type: 'function_call_result', callId: 'c', name: 'fetch', status: 'completed' });
    await isRows(textOf(input[2].output));
  });
});

describe('the Claude Agent SDK', () => {
  const [
    {
      hooks: [hook],
    },
  ] = claudeHooks().PostToolUse as [{ hooks: [ReturnType<typeof claudeHooks>['PostToolUse'][0]['hooks'][0]] }];
  const answer = async (tool_name: string, tool_response: unknown): Promise<any> =>
    (await hook({ hook_event_name: 'PostToolUse', tool_name, tool_response }, 'id', { signal })).hookSpecificOutput
      ?.updatedToolOutput;

  it('keeps the shape of an output', async () => {
    const { stdout, ...rest } = await answer('Bash', { stdout: ROWS, stderr: '', interrupted: false });
    await isRows(stdout);
    expect(rest).toEqual({ stderr: '', interrupted: false });
    const { content, mode } = await answer('Grep', { mode: 'content', numFiles: 1, filenames: [], content: ROWS });
    await isRows(content);
    expect(mode).toBe('content');
  });

  it('compresses results of MCP servers', async () => {
    await isRows(await answer('mcp__a__b', ROWS));
    await isRows((await answer('mcp__a__b', [{ type: 'text', text: ROWS }]))[0].text);
    await isRows((await answer('mcp__a__b', { content: [{ type: 'text', text: ROWS }] })).content[0].text);
  });

  it.each<[string, string, unknown]>([
    ['a file that was read', 'Read', { type: 'text', file: { content: ROWS } }],
    ['an image', 'Bash', { stdout: ROWS, stderr: '', interrupted: false, isImage: true }],
    ['what headroom_retrieve gave', 'mcp__headroom__headroom_retrieve', [{ type: 'text', text: ROWS }]],
    ['a short output', 'Bash', { stdout: 'ok', stderr: '', interrupted: false }],
    ['an unknown shape', 'Bash', 7],
    ['no shape', 'toString', null],
  ])('answers nothing to %s', async (_, tool, output) => {
    expect(await answer(tool, output)).toBe(undefined);
  });
});

it('Mastra: the prompt is compressed', async () => {
  const prompt: any[] = [
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'c', toolName: 'fetch', input: {} }] },
    {
      role: 'tool',
      content: [
        { type: 'tool-result', toolCallId: 'c', toolName: 'fetch', output: { type: 'json', value: JSON.parse(ROWS) } },
      ],
    },
  ];
  const processor = headroomProcessor();
  const { prompt: sent } = await processor.processLLMRequest({ prompt });
  const { type, value } = sent[1].content[0].output;
  expect([type, JSON.parse(await expand(value))]).toEqual(['text', JSON.parse(ROWS)]);
  expect(processor.headroom.stats().tokensSaved).toBeGreaterThan(1000);
});

it.each<[string, unknown, (text: string) => unknown]>([
  ['a text', LOG, (text) => text],
  ['an MCP result', { content: [{ type: 'text', text: LOG }], isError: false }, (text) => text],
  [
    'an MCP result of two parts',
    {
      content: [
        { type: 'text', text: ROWS },
        { type: 'text', text: 'x' },
      ],
    },
    JSON.parse,
  ],
  ['an MCP result with more', { content: [{ type: 'text', text: ROWS }], structuredContent: {} }, JSON.parse],
  ['a failed MCP result', { content: [{ type: 'text', text: ROWS }], isError: true }, JSON.parse],
])('AI SDK: a structured result that is %s', async (_, value, read) => {
  const part = { type: 'tool-result', toolCallId: 'c', toolName: 'fetch', output: { type: 'json', value } };
  const call = { type: 'tool-call', toolCallId: 'c', toolName: 'fetch', input: {} };
  const given: any[] = [
    { role: 'assistant', content: [call] },
    { role: 'tool', content: [part] },
  ];
  const { messages: sent } = await prepareStep()({ messages: given });
  const { type, value: text } = sent[1].content[0].output;
  expect(type).toBe('text');
  expect(text.length).toBeLessThan(JSON.stringify(value).length / 2);
  const expected = typeof value === 'string' || _ === 'an MCP result' ? LOG : value;
  expect(read(await expand(text))).toEqual(expected);
  expect(part.output).toEqual({ type: 'json', value });
});

it('LlamaIndex: nodes are copied', async () => {
  class Node {
    constructor(public text: string) {}
    clone = (): Node => new Node(this.text);
    setContent = (text: string): void => void (this.text = text);
  }
  const found = [
    { node: new Node(ROWS), score: 0.5 },
    { node: new Node('short'), score: 0.4 },
    { node: {}, score: 0.1 },
  ];
  const sent = await nodePostprocessor().postprocessNodes(found, [{ type: 'text', text: 'Which hosts?' }]);
  await isRows((sent[0]!.node as Node).text);
  expect([sent[0]!.score, (found[0]!.node as Node).text]).toEqual([0.5, ROWS]);
  expect(sent.slice(1)).toEqual(found.slice(1));
});

it('LlamaIndex: outputs of tools are compressed before they become JSON', async () => {
  class Tool {
    readonly #metadata = { name: 'fetch' };
    constructor(readonly call: (input: unknown) => unknown) {}
    get metadata(): object {
      return this.#metadata;
    }
  }
  const outputs = [ROWS, JSON.parse(ROWS), 'short', 7, undefined];
  const tools = compressedFunctionTools(outputs.map((output) => new Tool(() => output)));
  const [text, rows, ...rest] = await Promise.all(tools.map((tool) => tool.call({})));
  await isRows(text);
  expect(JSON.parse(await expand(rows as string))).toEqual(JSON.parse(ROWS));
  expect(rest).toEqual(outputs.slice(2));
  expect([tools[0] instanceof Tool, tools[0]!.metadata]).toEqual([true, { name: 'fetch' }]);
  expect(compressedFunctionTools(tools)).toEqual(tools);
  const failing = compressedFunctionTools([new Tool(() => Promise.reject(new Error('no disk')))]);
  await expect(failing[0]!.call({})).rejects.toThrow('no disk');
});

it('Strands: the result of an event is replaced', async () => {
  class TextBlock {
    readonly type = 'textBlock';
    constructor(readonly text: string) {}
  }
  const result = { toolUseId: 'c', status: 'success', content: [new TextBlock(ROWS), { type: 'jsonBlock', json: {} }] };
  const event = { toolUse: { name: 'fetch' }, result };
  await afterToolCall()(event);
  expect(event.result).toMatchObject({ toolUseId: 'c', status: 'success' });
  expect(event.result.content[0]).toBeInstanceOf(TextBlock);
  await isRows((event.result.content[0] as TextBlock).text);
  expect(event.result.content[1]).toBe(result.content[1]);
});

describe('a client of an MCP server', () => {
  const connected = async <T>(headroom: Headroom, work: (client: Client) => Promise<T>): Promise<T> => {
    const server = new McpServer({ name: 's', version: '1.0.0' });
    server.registerTool('rows', {}, () => ({ content: [{ type: 'text', text: ROWS }] }));
    server.registerTool('log', {}, () => ({ content: [{ type: 'text', text: LOG }] }));
    server.registerTool('fails', {}, () => Promise.reject(new Error('no disk')));
    const [near, far] = InMemoryTransport.createLinkedPair();
    const client = compressedMcpClient(new Client({ name: 'c', version: '1.0.0' }), { headroom });
    await Promise.all([server.connect(far), client.connect(near)]);
    return work(client).finally(() => client.close());
  };
  const textOf = ({ content }: object & { content?: unknown }): string => (content as [{ text: string }])[0].text;

  it('compresses without loss, and passes on errors', () =>
    connected(new Headroom(), async (client) => {
      expect(client).toBeInstanceOf(Client);
      expect(compressedMcpClient(client)).toBe(client);
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['rows', 'log', 'fails']);
      await isRows(textOf(await client.callTool({ name: 'rows' })));
      expect(await client.callTool({ name: 'fails' })).toMatchObject({ isError: true, content: [{ text: 'no disk' }] });
    }));

  it('elides if its tool was listed, and answers its calls', () =>
    connected(withStore(), async (client) => {
      expect(await expand(textOf(await client.callTool({ name: 'log' })))).toBe(LOG);
      expect((await client.listTools()).tools.at(-1)).toMatchObject({ name: 'headroom_retrieve' });
      const [, handle] = /headroom_retrieve (\w{16})/.exec(textOf(await client.callTool({ name: 'log' })))!;
      const params = { name: 'headroom_retrieve', arguments: { handle, lines: '1234' } };
      expect(textOf(await client.callTool(params))).toContain('has done job 1233');
      expect(await client.callTool({ ...params, arguments: {} })).toMatchObject({ isError: true });
    }));
});

describe('another copy of the package', () => {
  const other = (entry: string) => createRequire(import.meta.url)(join(ROOT, `dist/entries/${entry}.cjs`));

  it('recognises wrapped objects', () => {
    const model = compressedChatModel({ _generate: async () => undefined });
    expect(other('langchain').compressedChatModel(model)).toBe(model);
    const { tools } = compressedTools([{ name: 'x', _call: async () => 'x' }]);
    expect(other('langchain').compressedTools(tools).tools[0]).toBe(tools[0]);
    const client = compressedMcpClient(new Client({ name: 'c', version: '1.0.0' }));
    expect(other('mcp-client').compressedMcpClient(client)).toBe(client);
  });

  it('can share an instance', async () => {
    const headroom = withStore();
    const { tools, wrapModelCall } = other('langchain').agentMiddleware({ headroom });
    const [, , result] = (await wrapModelCall(
      { messages: messages(LOG), tools },
      (request: any) => request.messages,
    )) as Message[];
    expect(result!.content).toContain('left out: headroom_retrieve');
    expect(headroom.stats().requests).toBe(1);
  });
});

it('serves many conversations at once with the same results as in sequence', async () => {
  const conversations = Array.from({ length: 30 }, (_, at) => messages(`${at % 10}\n${at % 3 ? ROWS : LOG}`));
  const hook = preModelHook();
  const together = await Promise.all(conversations.map((own) => hook({ messages: own })));
  const alone = preModelHook();
  for (const [at, own] of conversations.entries()) expect(together[at]).toEqual(await alone({ messages: own }));
});

it('changes of a message list during a call do not affect the request', async () => {
  const given = messages(ROWS);
  const working = preModelHook()({ messages: given });
  given[2]!.content = 'changed';
  given.pop();
  const { llmInputMessages } = await working;
  await isRows((llmInputMessages[2] as Message).content);
});

it('a closed instance passes everything on', async () => {
  const headroom = closed();
  const given = messages(ROWS);
  expect((await preModelHook({ headroom })({ messages: given })).llmInputMessages).toEqual(given);
  expect(await prepareStep({ headroom })({ messages: given })).toEqual({ messages: given });
  const documents = [{ pageContent: ROWS }];
  expect(await documentCompressor({ headroom }).compressDocuments(documents, 'x')).toEqual(documents);
  const input = [{ type: 'function_call_result', callId: 'c', output: ROWS }];
  expect(await modelInputFilter({ headroom })({ modelData: { input } })).toEqual({ input });
});

it('an auditing instance changes nothing, and counts', async () => {
  const headroom = new Headroom({ mode: 'audit' });
  const given = messages(ROWS);
  expect((await preModelHook({ headroom })({ messages: given })).llmInputMessages).toEqual(given);
  expect(await documentCompressor({ headroom }).compressDocuments([{ pageContent: ROWS }], 'x')).toEqual([
    { pageContent: ROWS },
  ]);
  expect(headroom.stats().tokensSaved).toBeGreaterThan(1000);
});

it('an auditing instance offers no tool and stores nothing', async () => {
  const headroom = new Headroom({ mode: 'audit', store: ':memory:', scope: 'audit' });
  expect(agentMiddleware({ headroom }).tools).toEqual([]);
  const documents = [{ pageContent: LOG }];
  expect(await documentCompressor({ headroom }).compressDocuments(documents, 'x')).toEqual(documents);
  expect(await (await headroom.originals()).list()).toEqual([]);
});
