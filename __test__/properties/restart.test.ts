// Elided text is restored in another process, too.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Headroom, type Message } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ABSENT, conversations } from '../support/corpus.js';
import { canonical } from '../support/messages.js';
import { inProcess, withFolder } from '../support/process.js';
import { diff, ROWS, SOURCE } from '../support/samples.js';

const SCRIPT = `
import { readFileSync } from 'node:fs';
const { folder, sent } = JSON.parse(readFileSync(process.env.SENT, 'utf8'));
const own = new headroom.Headroom({ store: folder, scope: 'restart' });
const back = [];
for (const messages of sent) back.push(await own.expand(messages));
console.log(JSON.stringify(back));
`;

/** The texts of all tool results. */
function results(messages: readonly Message[]): string[] {
  const blocks = messages.flatMap((message) => {
    const { content } = message as { content?: unknown };
    return Array.isArray(content) ? (content as { type: string; content?: unknown }[]) : [];
  });
  const parts = blocks.filter(({ type }) => type === 'tool_result').map(({ content }) => content);
  return parts.flatMap((part) =>
    Array.isArray(part) ? part.map(({ text }: { text?: string }) => text ?? '') : [String(part ?? '')],
  );
}

async function comeBack(
  all: readonly { name: string; policy: 'agent' | 'oneshot'; messages: Message[] }[],
): Promise<number> {
  return withFolder(async (parent) => {
    const folder = join(parent, 'state');
    const headroom = new Headroom({ store: folder, scope: 'restart' });
    const sent: Message[][] = [];
    let leftOut = 0;
    for (const { messages, policy } of all) {
      const result = await headroom.compress(messages, { policy });
      sent.push(result.messages);
      leftOut += result.ccrHashes.length;
    }
    const file = join(parent, 'sent.json');
    writeFileSync(file, JSON.stringify({ folder, sent }));
    const back = (await inProcess(SCRIPT, { env: { SENT: file } })) as Message[][];
    for (const [at, { name, messages }] of all.entries())
      expect(results(back[at]!).map(canonical), name).toEqual(results(messages).map(canonical));
    return leftOut;
  });
}

describe('after a restart', () => {
  it('compressed texts are restored', async () => {
    const texts = [diff('cache'), ROWS, SOURCE, `$ git diff\n${diff('other')}\ndone\n`];
    const messages = texts.flatMap((content, at) => [
      { role: 'assistant', content: [{ type: 'tool_use', id: `a${at}`, name: 'Bash', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `a${at}`, content }] },
    ]);
    expect(await comeBack([{ name: 'samples', policy: 'oneshot', messages }])).toBeGreaterThan(1);
  });

  it.skipIf(ABSENT)(
    `every text of the recorded sessions and cases is restored${ABSENT ? ` (${ABSENT})` : ''}`,
    async () => {
      expect(await comeBack(conversations())).toBeGreaterThan(5);
    },
    120_000,
  );
});
