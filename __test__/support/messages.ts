// Reads messages independently of the package's own providers, so that tests do not share their faults.
import type { BlockReport } from '@headroom/native';
import { expect } from 'vitest';
import { endOfSame } from './json-text.js';
import type { Messages } from './shapes.js';

type Fields = Record<string, unknown>;

/** The texts of tool results, in order, in any provider's shape. */
export function resultsOf(messages: readonly Fields[]): string[] {
  const out: string[] = [];
  mapResults(messages, (text) => {
    out.push(text);
    return text;
  });
  return out;
}

/** The messages with empty tool results. */
export function withoutResults(messages: readonly Fields[]): Fields[] {
  return mapResults(messages, () => '');
}

const ways = (...of: string[]): readonly (readonly string[])[] => of.map((way) => way.split(' '));
/** The paths of tool results, in messages with the role `tool` and in all others. `*` is any key. */
const OF_TOOLS = ways(
  'content',
  'content * text',
  'content * output value',
  'content * output value * text',
  'content * result',
);
const OF_OTHERS = ways(
  'content * content',
  'content * content * text',
  'content * toolResult content * text',
  'output',
  'output * text',
  'parts * functionResponse response *',
  'parts * function_response response *',
  'parts * output',
);

/** A copy in which `change` was applied to each text of a tool result. */
export function mapResults(messages: readonly Fields[], change: (text: string) => string): Fields[] {
  return messages.map((message) => mapAt(message, message['role'] === 'tool' ? OF_TOOLS : OF_OTHERS, change) as Fields);
}

function mapAt(value: unknown, to: readonly (readonly string[])[], change: (text: string) => string): unknown {
  if (typeof value === 'string') return to.some((way) => way.length === 0) ? change(value) : value;
  if (typeof value !== 'object' || value === null || to.length === 0) return value;
  const next = (key: string, child: unknown): unknown =>
    mapAt(
      child,
      to.filter(([head]) => head === key || head === '*').map(([, ...rest]) => rest),
      change,
    );
  return Array.isArray(value)
    ? value.map((child, at) => next(String(at), child))
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, next(key, child)]));
}

/**
 * Asserts that `back` equals `original`: the same bytes, or the same JSON if the report says that only values are kept.
 *
 * Some texts equal the compressed form of another text, such as `[verbatim]` and a form. These are sent unchanged,
 * because a compressed text that comes back must not change, and the two cases cannot be distinguished.

 * This function skips them.
 */
export function expectSame(back: Messages, original: Messages, blocks: readonly BlockReport[]): void {
  expect(withoutResults(back)).toEqual(withoutResults(original));
  const texts = resultsOf(original);
  const reports = blocks.filter((block) => block.role === 'result');
  expect(reports.length).toBe(texts.length);
  for (const [index, text] of resultsOf(back).entries()) {
    const was = texts[index]!;
    const report = reports[index];
    if (report?.skipped === 'already-compressed') continue;
    if (report?.fidelity === 'view') expect(text).toBe(onScreen(was));
    else if (report?.fidelity !== 'values') expect(text).toBe(was);
    else
      expect(
        sameValues(text, was, report),
        `values of ${JSON.stringify(was)}, came back as ${JSON.stringify(text)}`,
      ).toBe(true);
  }
}

/** A text as a terminal shows it, without colours. */
function onScreen(text: string): string {
  return text
    .replace(/\u001b\[[\d;]*m/g, '')
    .replace(/\r(?=\n)/g, '')
    .replace(/[ \t\r]+$/gm, '');
}

/** Whether the texts are equal outside of edits, and equal JSON within. */
function sameValues(back: string, original: string, report: BlockReport): boolean {
  const bytes = Buffer.from(original);
  let at = 0;
  let read = 0;
  for (const { start, end } of report.edits) {
    const between = bytes.subarray(read, start).toString();
    if (!back.startsWith(between, at)) return false;
    at = endOfSame(back, at + between.length, bytes.subarray(start, end).toString());
    if (at === -1) return false;
    read = end;
  }
  return back.slice(at) === bytes.subarray(read).toString();
}

/**
 * A text without the parts that may differ after expanding: JSON without blanks, or the text as a terminal shows it.
 */
export function canonical(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    const plain = text.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '');
    return plain
      .split('\n')
      .map((line) => line.replace(/\r+$/, '').replace(/^.*\r/, '').trimEnd())
      .join('\n')
      .trimEnd();
  }
}
