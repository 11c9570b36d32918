/** A file as an agent's tool prints it. */
export const NUMBERED: string = Array.from(
  { length: 60 },
  (_, at) => `${String(at + 1).padStart(6)}→    total += price_${at}.of("${at * 7}", currency);`,
).join('\n');

/** The answer of an API. */
export const ROWS: readonly object[] = Array.from({ length: 40 }, (_, id) => ({
  id,
  name: `sensor ${id}`,
  unit: 'mbar',
  site: 'north',
  reading: id / 8,
  ok: true,
}));

/** A conversation in Anthropic's shape: a file is read twice, and an API is called. */
export const MESSAGES: readonly { role: string; content: unknown }[] = [
  { role: 'user', content: 'Sum the prices — exactly.' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Read', input: { file_path: '/shop/total.rs' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: NUMBERED }] },
  {
    role: 'assistant',
    content: [{ type: 'tool_use', id: 'b', name: 'Fetch', input: { url: 'http://localhost/sensors' } }],
  },
  {
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 'b', content: [{ type: 'text', text: JSON.stringify(ROWS) }] }],
  },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'Read', input: { file_path: '/shop/total.rs' } }] },
  {
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 'c', content: NUMBERED.replace('price_30', 'cost_30') }],
  },
  { role: 'assistant', content: 'Done.' },
];

/** The same conversation in OpenAI's shape. */
export const CHAT: readonly object[] = [
  { role: 'system', content: 'You sum prices.' },
  ...['a', 'b'].flatMap((id) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id, type: 'function', function: { name: 'read', arguments: '{"path":"total.rs"}' } }],
    },
    { role: 'tool', tool_call_id: id, content: NUMBERED },
  ]),
];
