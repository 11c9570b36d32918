// Looking at messages the way a reviewer of the promises would: without the package's own adapters.
import type { BlockReport } from '@headroom/native';
import { expect } from 'vitest';
import { endOfSame } from './json-text.js';
import type { Messages } from './conversation.js';

type Fields = Record<string, unknown>;

/** The texts that tools answered, in order, in either provider's shape. */
export function resultsOf(messages: readonly Fields[]): string[] {
  const out: string[] = [];
  mapResults(messages, (text) => {
    out.push(text);
    return text;
  });
  return out;
}

/** Everything but what tools answered. */
export function withoutResults(messages: readonly Fields[]): Fields[] {
  return mapResults(messages, () => '');
}

/** A copy in which `change` was made to each text that a tool answered. */
export function mapResults(messages: readonly Fields[], change: (text: string) => string): Fields[] {
  const content = (of: unknown): unknown => {
    if (typeof of === 'string') return change(of);
    return Array.isArray(of) ? of.map((part: Fields) => (part['type'] === 'text' ? { ...part, text: change(part['text'] as string) } : part)) : of;
  };
  return messages.map((message) => {
    if (message['role'] === 'tool') return { ...message, content: content(message['content']) };
    if (!Array.isArray(message['content'])) return message;
    return { ...message, content: message['content'].map((block: Fields) => (block['type'] === 'tool_result' ? { ...block, content: content(block['content']) } : block)) };
  });
}

/**
 * Asserts that `back` is `original`: the same bytes, or the same JSON where the report says that only values are kept.
 *
 * A text may be, byte for byte, what would be sent for another: `[verbatim]` and a mark. Such a text is passed on as it is, so that
 * what we sent is not changed when it comes again; no function could both do that and tell the two apart. It is skipped here.
 */
export function expectSame(back: Messages, original: Messages, blocks: readonly BlockReport[]): void {
  expect(withoutResults(back)).toEqual(withoutResults(original));
  const texts = resultsOf(original);
  const reports = blocks.filter((block) => block.role === 'result');
  // Texts with half a surrogate pair are not handed over, and not reported.
  const reported = texts.filter((text) => text.isWellFormed());
  expect(reports.length).toBe(reported.length);
  let next = 0;
  for (const [index, text] of resultsOf(back).entries()) {
    const was = texts[index]!;
    const report = was.isWellFormed() ? reports[next++] : undefined;
    if (report?.left === 'already-compressed') continue;
    if (report?.fidelity === 'view') expect(text).toBe(onScreen(was));
    else if (report?.fidelity !== 'values') expect(text).toBe(was);
    else expect(sameValues(text, was, report), `values of ${JSON.stringify(was)}, came back as ${JSON.stringify(text)}`).toBe(true);
  }
}

/** What a terminal shows of text with colours in it. */
function onScreen(text: string): string {
  return text
    .replace(/\u001b\[[\d;]*m/g, '')
    .replace(/\r(?=\n)/g, '')
    .replace(/[ \t\r]+$/gm, '');
}

/** Whether the texts are the same outside of what was edited, and the same JSON within. */
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
