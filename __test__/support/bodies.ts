// Random request bodies, as different clients write them.
import type { Random } from './random.js';
import { SHAPES, type Messages } from './shapes.js';

export type ShapeName = keyof typeof SHAPES;

/** The names of all shapes. */
export const NAMES: readonly ShapeName[] = Object.keys(SHAPES) as ShapeName[];

/** JSON values, most of which change if they are parsed and written again. */
const RAW = [
  '1.0',
  '1e5',
  '1E+400',
  '-0',
  '123456789012345678901234567890',
  '0.10',
  'null',
  'true',
  '[ ]',
  '{ }',
  '"\\u0041\\/"',
  '"\\ud83d"',
  '{"a":1,"a":2.50}',
  '[[1,[2.0]],{"\\u0062":"ü"}]',
  '"short"',
];
const BLANKS = ['', '', '', ' ', '\n  ', '\t', '\r\n'];

/** A request with these messages, as a client of this provider builds it. */
export function request(random: Random, shape: ShapeName, messages: Messages): Record<string, unknown> {
  const tools = [{ name: 'Read', description: 'Reads a file.', cache_control: { type: 'ephemeral' } }];
  switch (shape) {
    case 'responses':
      return { model: 'm', instructions: 'You help.', input: messages, tools, store: false };
    case 'gemini': {
      const inner = {
        contents: messages,
        systemInstruction: { parts: [{ text: 'You help.' }] },
        generationConfig: { temperature: 1 },
      };
      return random.onceIn(3) ? { model: 'm', project: 'p', request: inner } : inner;
    }
    case 'bedrock':
      return {
        messages,
        system: [{ text: 'You help.' }, { cachePoint: { type: 'default' } }],
        inferenceConfig: { maxTokens: 100 },
      };
    default:
      return { model: 'm', system: 'You help.', messages, tools, stream: true };
  }
}

/** The messages in a request. */
export function messagesIn(body: Record<string, unknown>): Messages {
  const { messages, input, contents } = (body['request'] ?? body) as Record<string, Messages>;
  return (messages ?? input ?? contents)!;
}

/** A value as JSON text, with some random blanks, escapes, unknown fields and duplicate keys. */
export function written(random: Random, value: unknown): string {
  const blank = (): string => (random.onceIn(6) ? random.pick(BLANKS) : '');
  if (typeof value === 'string') return escaped(random, value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${blank()}${value.map((child) => `${blank()}${written(random, child)}${blank()}`).join(',')}]`;
  const fields = Object.entries(value).flatMap(([key, child]) => {
    const field = `${blank()}${escaped(random, key)}${blank()}:${blank()}${written(random, child)}${blank()}`;
    // Readers take the last of duplicate keys.
    return random.onceIn(40) ? [`${JSON.stringify(key)}:${random.pick(RAW)}`, field] : [field];
  });
  for (let more = random.onceIn(8) ? 1 + random.below(2) : 0; more > 0; more--)
    fields.splice(random.below(fields.length + 1), 0, `"x_${random.below(9)}"${blank()}:${random.pick(RAW)}`);
  return `{${fields.join(',')}}`;
}

function escaped(random: Random, text: string): string {
  const literal = JSON.stringify(text);
  if (random.onceIn(4)) return literal.replaceAll('/', '\\/');
  return random.onceIn(10)
    ? literal.replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : literal;
}
