import { ConfigurationError } from '@headroom/native';
import { retrieveTool, withRetrieveTool, type ToolShape } from '@headroom/native/retrieval';
import { describe, expect, it } from 'vitest';

const SHAPES: readonly ToolShape[] = ['anthropic', 'openai', 'responses', 'gemini', 'bedrock'];
const own = { name: 'query', description: 'Asks.' };
const HELLO = [{ role: 'user', content: 'Hello' }];

/** A request of each shape with a tool, and a function that returns its tools. */
const REQUESTS: readonly [ToolShape, string, object, (request: any) => unknown][] = [
  [
    'anthropic',
    'Messages',
    { model: 'claude-x', max_tokens: 9, tools: [{ ...own, input_schema: {} }], messages: HELLO },
    ({ tools }) => tools,
  ],
  [
    'openai',
    'Chat Completions',
    { model: 'gpt-x', tools: [{ type: 'function', function: own }], messages: HELLO },
    ({ tools }) => tools,
  ],
  [
    'responses',
    'Responses',
    { model: 'gpt-x', tools: [{ type: 'function', ...own }], input: 'Hello' },
    ({ tools }) => tools,
  ],
  [
    'gemini',
    'Gemini in the API',
    { contents: [{ parts: [{ text: 'Hello' }] }], tools: [{ functionDeclarations: [own] }] },
    ({ tools }) => tools[0].functionDeclarations,
  ],
  [
    'gemini',
    'Gemini with a choice of tools',
    {
      contents: [{ parts: [{ text: 'Hello' }] }],
      tools: [{ functionDeclarations: [own] }],
      toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
    },
    ({ tools }) => tools[0].functionDeclarations,
  ],
  [
    'gemini',
    'Gemini in snake_case',
    { contents: [{ parts: [{ text: 'Hello' }] }], tools: [{ function_declarations: [own] }] },
    ({ tools }) => tools[0].function_declarations,
  ],
  [
    'gemini',
    'Gemini in the SDK',
    { model: 'gemini-x', contents: 'Hello', config: { temperature: 0, tools: [{ functionDeclarations: [own] }] } },
    ({ config }) => config.tools[0].functionDeclarations,
  ],
  [
    'bedrock',
    'Converse',
    {
      modelId: 'x',
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
      toolConfig: { tools: [{ toolSpec: own }], toolChoice: { auto: {} } },
    },
    ({ toolConfig }) => toolConfig.tools,
  ],
];

describe('the tool', () => {
  it('is defined in the shape of each provider', () => {
    const [anthropic, openai, responses, gemini, bedrock] = [
      retrieveTool('anthropic'),
      retrieveTool('openai'),
      retrieveTool('responses'),
      retrieveTool('gemini'),
      retrieveTool('bedrock'),
    ];
    const { name, description, input_schema: schema } = anthropic;
    expect(name).toBe('headroom_retrieve');
    expect(schema).toMatchObject({ type: 'object', required: ['handle'] });
    expect(Object.keys(schema.properties)).toEqual(['handle', 'query', 'lines', 'rows', 'fields', 'path', 'limit']);
    expect(openai).toEqual({ type: 'function', function: { name, description, parameters: schema } });
    expect(responses).toEqual({ type: 'function', name, description, parameters: schema, strict: false });
    expect(bedrock).toEqual({ toolSpec: { name, description, inputSchema: { json: schema } } });
    expect(gemini).toMatchObject({
      name,
      description,
      parameters: {
        type: 'OBJECT',
        required: ['handle'],
        properties: {
          handle: { type: 'STRING' },
          fields: { type: 'ARRAY', items: { type: 'STRING' } },
          limit: { type: 'INTEGER' },
        },
      },
    });
  });

  it('is short, and shows a marker', () => {
    expect(JSON.stringify(retrieveTool('anthropic')).length).toBeLessThan(1500);
    expect(retrieveTool('anthropic').description).toContain('lines left out: headroom_retrieve q9w1dfwf077ymga1]');
  });

  it.each(SHAPES)('has the same bytes each time, even if another copy was changed: %s', (shape) => {
    const before = JSON.stringify(retrieveTool(shape));
    const spoilt = JSON.stringify(retrieveTool(shape), (key, value) => (key === 'description' ? undefined : value));
    for (const value of Object.values(retrieveTool(shape)))
      if (typeof value === 'object')
        for (const key of Object.keys(value)) delete (value as Record<string, unknown>)[key];
    expect(JSON.stringify(retrieveTool(shape))).toBe(before);
    expect(spoilt).not.toBe(before);
  });

  it('rejects an unknown shape', () => {
    expect(() => retrieveTool('cohere' as ToolShape)).toThrow(ConfigurationError);
  });
});

describe('withRetrieveTool', () => {
  it.each(REQUESTS)('appends the tool once, and changes nothing else: %s, %s', (shape, _, request, toolsIn) => {
    const before = JSON.stringify(request);
    const now = withRetrieveTool(request);
    expect(toolsIn(now)).toEqual([...(toolsIn(request) as object[]), retrieveTool(shape)]);
    expect((toolsIn(now) as object[])[0]).toBe((toolsIn(request) as object[])[0]);
    expect(JSON.stringify(request)).toBe(before);
    expect(JSON.stringify(withRetrieveTool(request))).toBe(JSON.stringify(now));
    expect(withRetrieveTool(now)).toBe(now);
  });

  it.each<[ToolShape, object, object]>([
    ['anthropic', { model: 'claude-x', max_tokens: 9, messages: HELLO }, { tools: [retrieveTool('anthropic')] }],
    [
      'anthropic',
      { model: 'a-model', max_tokens: 9, system: 'Help.', messages: HELLO },
      { tools: [retrieveTool('anthropic')] },
    ],
    [
      'anthropic',
      {
        model: 'a-model',
        max_tokens: 9,
        messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a' }] }],
      },
      { tools: [retrieveTool('anthropic')] },
    ],
    ['openai', { model: 'anthropic/claude-x', max_tokens: 9, messages: HELLO }, { tools: [retrieveTool('openai')] }],
    [
      'openai',
      { model: 'gpt-x', messages: [{ role: 'system', content: 'Help.' }, ...HELLO], tools: [] },
      { tools: [retrieveTool('openai')] },
    ],
    ['gemini', { contents: [] }, { tools: [{ functionDeclarations: [retrieveTool('gemini')] }] }],
    [
      'gemini',
      { model: 'gemini-x', contents: 'Hello' },
      { config: { tools: [{ functionDeclarations: [retrieveTool('gemini')] }] } },
    ],
    ['bedrock', { modelId: 'x', messages: [] }, { toolConfig: { tools: [retrieveTool('bedrock')] } }],
  ])('adds a list of tools to a request without one: %s %j', (_, request, more) => {
    expect(withRetrieveTool(request)).toEqual({ ...request, ...more });
  });

  it('adds to the last list of declarations, and keeps tools of other kinds', () => {
    const tools = [{ googleSearch: {} }, { functionDeclarations: [own] }, { codeExecution: {} }];
    expect(withRetrieveTool({ contents: [], tools }).tools).toEqual([
      tools[0],
      { functionDeclarations: [own, retrieveTool('gemini')] },
      tools[2],
    ]);
  });

  it('adds a copy that the caller may change', () => {
    const {
      tools: [tool],
    } = withRetrieveTool({ model: 'gpt-x', messages: HELLO, tools: [] as any[] });
    tool.function.parameters.properties.handle.description = 'mine';
    expect(retrieveTool('openai').function.parameters.properties['handle']!['description']).not.toBe('mine');
  });

  it('uses the shape that the caller names', () => {
    const request = { model: 'a-model', max_tokens: 9, messages: HELLO };
    expect(withRetrieveTool(request)).toEqual({ ...request, tools: [retrieveTool('openai')] });
    expect(withRetrieveTool(request, 'anthropic')).toEqual({ ...request, tools: [retrieveTool('anthropic')] });
  });

  it('rejects a value that is not a request', () => {
    for (const request of [{}, [], { prompt: 'Hello' }, null, { messages: HELLO, tools: {} }])
      expect(() => withRetrieveTool(request as object)).toThrow(ConfigurationError);
  });
});
