import { describe, expect, it } from 'vitest';
import { Workplace } from './headroom.js';
import { weighing } from '../support/weighed.js';
import { MESSAGES, ROWS } from './samples.js';

const place = new Workplace();
const file = place.write('messages.json', JSON.stringify(MESSAGES));

describe('headroom explain', () => {
  it('lists each block with its edits, or the reason why it is unchanged', () => {
    const lines = place.run(['explain', file]).stdout.toString().split('\n');
    expect(lines[0]).toMatch(/^message {2}block +kind +fidelity +tokens +after +edit, or why it is unchanged$/);
    expect(lines[1]).toMatch(
      /^ +0 {2}user message +\S+ +bytes +\d+ +\d+ {2}unchanged: only tool results are compressed$/,
    );
    expect(lines.some((line) => /^ +2 {2}Read total\.rs +numbered-file +bytes/.test(line))).toBe(true);
    expect(lines.some((line) => /^ +references +[\d,]+ +[\d,]+ {2}numbered lines that stand earlier$/.test(line))).toBe(
      true,
    );
    expect(lines.at(-2)).toMatch(/^[\d,]+ → [\d,]+ tokens, \d+\.\d% saved$/);
  });

  it('says why a prune shortened each tool result, or left it as it was', () => {
    const body = place.write('long.json', JSON.stringify({ model: 'claude-sonnet-4-5', messages: weighing(60) }));
    const { blocks, prunes, tokensBefore, tokensAfter } = JSON.parse(
      place.run(['explain', body, '--pruning', '--json']).stdout.toString(),
    );
    expect(tokensAfter).toBeLessThan(tokensBefore / 2);
    expect(prunes[0]).toEqual({
      turn: expect.any(Number),
      tokensSaved: expect.any(Number),
      tokensRewritten: expect.any(Number),
      breakEvenTurns: expect.any(Number),
    });
    const results = blocks.filter(({ role }: { role: string }) => role === 'result');
    const turns = new Set(prunes.map(({ turn }: { turn: number }) => turn));
    const verdicts = results.map(({ pruning }: any) => pruning?.verdict);
    expect(verdicts[0]).toBe('pruned');
    expect(verdicts.at(-1)).toBeUndefined();
    for (const { pruning, fidelity } of results) {
      if (!pruning) continue;
      expect(turns).toContain(pruning.turn);
      if (pruning.verdict === 'pruned') expect(fidelity).toBe('recoverable');
    }
    const text = place.run(['explain', body, '--pruning']).stdout.toString();
    expect(text).toMatch(/^ +prune +pruned in turn \d+: not used for \d+ turns?$/m);
    expect(text).toMatch(/^ +prune +kept in turn \d+: used in the last (?:\d+ turns|1 turn)$/m);
    const page = place.run(['explain', body, '--pruning', '--html']).stdout.toString();
    expect(page).toMatch(/· recoverable · pruned in turn \d+: not used for \d+ turns?<\/summary>/);
    expect(text).toMatch(/^turn \d+: a prune saves [\d,]+ tokens and writes [\d,]+ to the cache again, pays for/m);
    expect(text).toContain('\nthe replay had a store in memory: without a store nothing is pruned\n');
  });

  it('says that nothing was pruned, and refuses to replay a document', () => {
    expect(place.run(['explain', file, '--pruning']).stdout.toString()).toMatch(
      /^nothing was pruned: no prune would have paid in 4 turns\nthe replay had a store in memory: without a store/m,
    );
    expect(place.run(['explain', '--help']).stdout.toString()).toMatch(/with pruning and a store\s+in memory/);
    expect(place.run(['explain', '--pruning'], 'a text')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/`--pruning` needs a JSON file with messages/),
    });
  });

  it('writes the same report for machines', () => {
    const { blocks, ...sums } = JSON.parse(place.run(['explain', file, '--json']).stdout.toString());
    expect(blocks.map((block: { message: number }) => block.message)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(blocks[0]).toMatchObject({ role: 'user', edits: [], skipped: 'not-a-result' });
    expect(sums.tokensSaved).toBe(sums.tokensBefore - sums.tokensAfter);
    expect(sums.fidelity).toBe('bytes');
  });

  it('explains a document that is not a conversation', () => {
    const output = place
      .run(['explain', place.write('rows.json', JSON.stringify(ROWS)), '--format', 'columns'])
      .stdout.toString();
    expect(output).toMatch(/rows\.json +json +values/);
    expect(output).toContain('JSON as columns');
  });

  it('names the kind of program output', () => {
    const found = ['src/a.ts', 'src/b.ts', 'src/c.ts']
      .map((path, at) => `${path}:${12 + at}:  const total = sum(rows);\n`)
      .join('');
    expect(place.run(['explain'], found).stdout.toString()).toMatch(/ search +bytes/);
    expect(JSON.parse(place.run(['explain', '--json'], found).stdout.toString()).blocks).toMatchObject([
      { kind: 'search' },
    ]);
  });

  it('prints no control characters from names and texts', () => {
    const rows = JSON.stringify(Array.from({ length: 30 }, (_, id) => ({ id, name: 'a\u001b[2J' }))).replaceAll(
      '\\u001b',
      '\u001b',
    );
    const messages = [
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'a', name: 'Read', input: { file_path: 'a\u001b[2J.rs' } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: rows }] },
    ];
    for (const how of [[], ['--side-by-side']])
      expect(place.run(['explain', ...how], JSON.stringify(messages)).stdout.includes(0x1b)).toBe(false);
  });

  it('prints texts side by side', () => {
    const lines = place.run(['explain', file, '--side-by-side']).stdout.toString().split('\n');
    expect(lines[0]).toMatch(/^message 2 · Read total\.rs: [\d,]+ tokens → [\d,]+ tokens, bytes$/);
    expect(lines.find((line) => / │ \[lines 1→/.test(line))).toMatch(/^ +1→/);
    expect(place.run(['explain', '--side-by-side'], 'nothing to save').stdout.toString()).toBe('Nothing changed.\n');
  });

  it('writes a page of HTML', () => {
    const page = place.run(['explain', file, '--html']).stdout.toString();
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('numbered lines that stand earlier');
  });
});
