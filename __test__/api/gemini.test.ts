import { compress, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROWS, SOURCE } from '../support/samples.js';

const model = (...parts: object[]) => ({ role: 'model', parts });
const user = (...parts: object[]) => ({ role: 'user', parts });
const call = (name: string, args: object, more: object = {}) => ({ functionCall: { name, args, ...more } });
const answer = (name: string, response: unknown, more: object = {}) => ({
  functionResponse: { name, response, ...more },
});
const TABLE = expect.stringMatching(/^\[table 50 rows/);

const CONTENTS = [
  user({ text: 'Look.' }, { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }),
  model(
    { text: SOURCE, thought: true, thoughtSignature: 'c2ln' },
    { ...call('read_file', { path: 'src/main.rs' }), thoughtSignature: 'c2ln' },
  ),
  user(answer('read_file', { output: SOURCE })),
  model(call('query', { id: '7' }), call('read_file', { path: 'src/main.rs' })),
  user(answer('query', { result: ROWS, total: 50 }), answer('read_file', { output: SOURCE })),
];

describe('contents of Gemini', () => {
  it('have their function responses compressed and expanded', async () => {
    const sent = await compress(CONTENTS);
    expect(sent.messages[4]).toEqual(
      user(answer('query', { result: TABLE, total: 50 }), answer('read_file', { output: '[@ read_file main.rs]' })),
    );
    expect(await expand(sent.messages)).toEqual(CONTENTS);
  });

  it('are the same objects, except messages with function responses', async () => {
    const { messages } = await compress(CONTENTS);
    for (const at of [0, 1, 2, 3]) expect(messages[at]).toBe(CONTENTS[at]);
    const mixed = user(answer('query', { result: ROWS }), { text: 'And?' });
    const { messages: sent } = await compress([...CONTENTS.slice(0, 4), mixed]);
    expect((sent[4] as typeof mixed).parts[1]).toBe(mixed.parts[1]);
  });

  it('in snake_case, as in REST and Python, are read, too', async () => {
    const contents = [
      { parts: [{ text: 'Look.' }] },
      model({ function_call: { name: 'query', args: { id: '7' } } }),
      { role: 'function', parts: [{ function_response: { name: 'query', response: { content: ROWS } } }] },
    ];
    const sent = await compress(contents);
    expect(sent.messages[2]).toEqual({
      role: 'function',
      parts: [{ function_response: { name: 'query', response: { content: TABLE } } }],
    });
    expect(await expand(sent.messages)).toEqual(contents);
  });

  it('pair parallel calls of one function by id, or else by order', async () => {
    const files = ['x.rs', 'y.rs'];
    const ids = [
      ['1', '2'],
      ['2', '1'],
      [undefined, undefined],
    ] as const;
    for (const [first, second] of ids) {
      const id = (of: string | undefined): object => (of === undefined ? {} : { id: of });
      const calls = model(
        ...files.map((path, at) => call('read_file', { path }, id(first === undefined ? undefined : ['1', '2'][at]))),
      );
      const answers = user(
        answer('read_file', { output: SOURCE }, id(first)),
        answer('read_file', { output: `${SOURCE}\nlast` }, id(second)),
      );
      const { blocks } = await compress([calls, answers]);
      expect(blocks.filter(({ role }) => role === 'result').map(({ name }) => name)).toEqual(
        (first === '2' ? files.toReversed() : files).map((file) => `read_file ${file}`),
      );
    }
  });

  it('have long texts compressed at any depth, and keep short fields', async () => {
    const response = {
      items: [{ name: 'a', log: SOURCE, data: { rows: ROWS } }],
      ok: true,
      screen: { text: `${SOURCE}\u001b[0m` },
    };
    const contents = [CONTENTS[1]!, CONTENTS[2]!, model(call('fetch', { id: '1' })), user(answer('fetch', response))];
    const sent = await compress(contents);
    expect(sent.messages[3]).toEqual(
      user(
        answer('fetch', {
          items: [{ name: 'a', log: '[@ read_file main.rs]', data: { rows: TABLE } }],
          ok: true,
          screen: response.screen,
        }),
      ),
    );
    expect(sent.blocks.filter(({ message }) => message === 3)).toHaveLength(2);
    expect(await expand(sent.messages)).toEqual(contents);
    expect((await compress(sent.messages)).messages).toEqual(sent.messages);
  });

  it('have an object of rows as one text', async () => {
    const response = { rows: JSON.parse(ROWS) as object };
    const contents = [
      model(call('query', {})),
      user(answer('query', response, { id: 'a', willContinue: false }), { text: 'And?' }),
    ];
    const sent = await compress(contents);
    const output = expect.stringMatching(/^\[structured\]\n\[json\]\{rows:\[table 50 rows/);
    expect(sent.messages[1]).toEqual(
      user(answer('query', { output }, { id: 'a', willContinue: false }), { text: 'And?' }),
    );
    expect(await expand(sent.messages)).toEqual(contents);
  });

  it('may have fields of any name', async () => {
    const response = JSON.parse(`{"__proto__":${JSON.stringify(ROWS)},"constructor":"c"}`) as object;
    const sent = await compress([model(call('query', {})), user(answer('query', response))]);
    const own = (sent.messages[1] as { parts: { functionResponse: { response: object } }[] }).parts[0]!.functionResponse
      .response;
    expect(Object.entries(own)).toEqual([
      ['__proto__', TABLE],
      ['constructor', 'c'],
    ]);
    expect(Object.getPrototypeOf(own)).toBe(Object.prototype);
  });
});
