import { compress, crushJson, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import type { Messages } from '../support/conversation.js';
import { minified } from '../support/json-text.js';
import { expectSame } from '../support/messages.js';
import { suite, type SuiteFile } from '../support/suite.js';

const FORMATS = ['rows', 'columns', 'text'] as const;
/** Rows around a file in an array. There are enough to make compression worthwhile. */
const ROWS = Array.from({ length: 40 }, (_, id) => `{"id": ${id}, "name": "user ${id}", "active": true}`).join(', ');
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Asserts that bytes are restored: as the same values if they are JSON, and unchanged if not. */
async function expectBack(bytes: Buffer, json: boolean | undefined): Promise<void> {
  for (const format of FORMATS) {
    const result = crushJson(bytes, { format, minTokensToCrush: 0 });
    if (json === false) expect(result.compressed, format).toBe(false);
    if (!result.compressed) {
      expect(result.bytes).toBe(bytes);
      continue;
    }
    const text = textOf(bytes)!;
    const back = await expand(result.text);
    if (result.fidelity === 'bytes') expect(back).toBe(text);
    else expect(minified(back), format).toBe(minified(text));
    expect(crushJson(text, { format, minTokensToCrush: 0 }).text, 'as text').toBe(result.text);
  }
}

/** A file in the middle of a large array. */
function inArray({ bytes }: SuiteFile): Buffer {
  return Buffer.concat([Buffer.from(`[${ROWS}, `), bytes, Buffer.from(`, ${ROWS}]`)]);
}

function asResult(text: string): Messages {
  return [
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'query', input: { id: '1' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: text }] },
  ];
}

async function expectBackFromResult(text: string): Promise<void> {
  const messages = asResult(text);
  const sent = await compress(messages);
  expectSame((await expand(sent.messages)) as Messages, messages, sent.blocks);
}

describe('JSONTestSuite', () => {
  it('is complete', () => {
    expect([suite('y_'), suite('n_'), suite('i_')].map((files) => files.length)).toEqual([95, 188, 35]);
  });

  it.each(suite('y_'))('$name decodes to equal values, alone and in a large array', async (file) => {
    await expectBack(file.bytes, true);
    const large = inArray(file);
    await expectBack(large, true);
    expect(crushJson(large, { format: 'text', minTokensToCrush: 0 }).compressed).toBe(true);
  });

  it.each(suite('n_'))('$name is unchanged, alone and in a large array', async (file) => {
    await expectBack(file.bytes, false);
    const large = inArray(file);
    await expectBack(large, isJson(large.toString()));
  });

  it.each(suite('i_'))('$name is unchanged or has equal values, alone and in a large array', async (file) => {
    await expectBack(file.bytes, undefined);
    await expectBack(inArray(file), undefined);
  });

  it.each([...suite('y_'), ...suite('n_'), ...suite('i_')])(
    '$name is restored from tool results: alone, in an array, and in prose',
    async (file) => {
      const text = file.bytes.toString();
      await expectBackFromResult(text);
      await expectBackFromResult(inArray(file).toString());
      await expectBackFromResult(
        `The answer is ${text} as JSON:\n\n[${ROWS}]\n\n\`\`\`json\n${text}\n\`\`\`\nand "${text}".`,
      );
    },
  );
});
