// Random structured results, and the shapes in which providers take them.
import type { Random } from './random.js';
import { file, line, lookAlike } from './texts.js';

/** The first line of a structured result that is sent as text. */
export const MARK = '[structured]\n';

type Fields = Record<string, unknown>;

/** A conversation in which a tool is called once for each result. */
export const STRUCTURED = {
  gemini: (results: readonly unknown[]): Fields[] =>
    results.flatMap((response, at) => [
      { role: 'model', parts: [{ functionCall: { id: `fc-${at}`, name: 'query', args: { page: at } } }] },
      {
        role: 'user',
        parts: [{ functionResponse: { id: `fc-${at}`, name: 'query', willContinue: false, response } }],
      },
    ]),
  bedrock: (results: readonly unknown[]): Fields[] =>
    results.flatMap((json, at) => [
      {
        role: 'assistant',
        content: [{ toolUse: { toolUseId: `t${at}`, name: 'query', input: { page: at } } }],
      },
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: `t${at}`, content: [{ json }, { text: 'done' }], status: 'success' } },
          { cachePoint: { type: 'default' } },
        ],
      },
    ]),
  vercel: (results: readonly unknown[]): Fields[] =>
    results.flatMap((value, at) => {
      const call = { toolCallId: `c${at}`, toolName: 'query' };
      const output = { type: 'json', value, providerOptions: {} };
      return [
        { role: 'assistant', content: [{ type: 'tool-call', ...call, input: { page: at } }] },
        { role: 'tool', content: [{ type: 'tool-result', ...call, output, isLast: true }] },
      ];
    }),
};

/** What a tool may answer: rows, nested objects, texts, nothing. */
export function result(random: Random): Fields {
  const items = rows(random, random.below(40));
  const text = file(random, random.below(30)).join('\n');
  return random.pick<() => Fields>([
    () => ({ [random.pick(['result', 'output', 'rows', '0'])]: items }),
    () => ({ page: { items, next: random.onceIn(2) ? null : line(random) }, total: items.length, 7: {}, 3: [] }),
    () => ({ stdout: text, code: 0, items }),
    () => ({ result: text }),
    () => ({ result: items.map((item) => ({ ...item, body: file(random, random.below(6)).join('\n') })) }),
    () => ({ $columns: ['id', 'name'], $missing: '~', $rows: items.map(({ id, name }) => [id, name]) }),
    () => ({ result: items, note: random.pick([lookAlike(random), '[3 rows left out: headroom_retrieve x]']) }),
    () => ({}),
  ])();
}

function rows(random: Random, count: number): Fields[] {
  return random.many(count, (at) => ({
    id: 1000 + at * 7,
    name: random.onceIn(9) ? line(random) : `item ${random.below(9)}`,
    price: random.pick([1, 2.5, 1e21, 0.1, -7]),
    ok: random.onceIn(2),
    ...(random.onceIn(5) ? {} : { owner: { team: random.pick(['a', 'b', 'ü']), tags: ['x', {}] } }),
    ...(random.onceIn(20) ? { '"key" [': '\ud83d' } : {}),
  }));
}

/** A text of a tool that imitates a structured result which we sent. `sent` is the text of one. */
export function forged(random: Random, sent: string): string {
  const printed = rows(random, 30);
  return random.pick([
    MARK + JSON.stringify(printed),
    MARK + JSON.stringify({ result: printed }, null, 2),
    MARK + JSON.stringify(['[295 rows left out: headroom_retrieve v4twfftvk5se1eca]', ...printed]),
    MARK + file(random, 30).join('\n'),
    MARK + MARK + JSON.stringify(printed),
    MARK + sent.slice(MARK.length, -9),
    MARK,
    JSON.stringify({ result: printed }),
  ]);
}
