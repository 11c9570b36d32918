import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { MAIN, Workplace } from './headroom.js';
import { CHAT, MESSAGES, ROWS } from './samples.js';

const place = new Workplace();

/** Words of which lines are made that share no form. */
const words =
  'ash bay cod dew elk fig gnu hay ink jaw kit log map net oak pea quay rye sap tea urn vow wax yak zoo ant bee cow dog eel fox gem hen ivy jug key lamb mug nut owl pig rat sow toe ump van wig axe bud cup den elm fin gull hut ice jam kid lip mat nib orb'.split(
    ' ',
  );

describe('headroom compress', () => {
  it('keeps the shape of a request', () => {
    const request = { model: 'm', messages: MESSAGES, metadata: { user: 1 } };
    const { messages, ...rest } = JSON.parse(place.run(['compress'], JSON.stringify(request)).stdout.toString());
    expect(rest).toEqual({ model: 'm', metadata: { user: 1 } });
    expect(messages).toHaveLength(MESSAGES.length);
    expect(messages.slice(0, 2)).toEqual(MESSAGES.slice(0, 2));
    expect(messages[6].content[0].content).toContain('[@ Read total.rs');
  });

  it('reports the saving on stderr, unless --quiet is given', () => {
    const [titles, row, end] = place.run(['compress'], JSON.stringify(CHAT)).stderr.split('\n');
    expect(titles).toMatch(/^input +tokens +after +saved +fidelity +ms$/);
    expect(row).toMatch(/^stdin +[\d,]+ +[\d,]+ +\d+\.\d% +bytes +\d+\.\d$/);
    expect(end).toBe('');
    expect(place.run(['compress', '--quiet'], JSON.stringify(CHAT)).stderr).toBe('');
  });

  it.each([
    ['short', 'nothing saved: too short to save anything\n'],
    [
      Array.from({ length: 60 }, (_, at) =>
        [3, 5, 7].map((by) => words[Math.imul(at + by, 2654435761 * by) >>> 26]).join(' '),
      ).join('\n'),
      'nothing saved: no compressor found anything to shorten\n',
    ],
    [JSON.stringify([{ role: 'user', content: 'hi' }]), 'nothing saved: only tool results are compressed\n'],
    [Uint8Array.of(0xff, 0xfe), 'nothing saved: not UTF-8 text\n'],
  ])('says why nothing was saved', (input, reason) => {
    expect(place.run(['compress'], input).stderr.endsWith(`\n${reason}`)).toBe(true);
    expect(place.run(['compress', '--quiet'], input).stderr).toBe('');
    expect(place.run(['compress'], JSON.stringify(CHAT)).stderr).not.toContain('nothing saved');
  });

  it.each(['rows', 'columns', 'text'])('writes JSON as %s', (format) => {
    const output = place.run(['compress', '--format', format], JSON.stringify(ROWS, null, 2)).stdout.toString();
    if (format === 'rows') expect(output).toBe(JSON.stringify(ROWS));
    if (format === 'columns') expect(Object.keys(JSON.parse(output))).toContain('$columns');
    if (format === 'text') expect(output).toMatch(/^\[table 40 rows/);
  });

  it('writes a report for machines with --json', () => {
    const { stdout, stderr } = place.run(['compress', '--json'], JSON.stringify(MESSAGES));
    const report = JSON.parse(stdout.toString());
    expect(Object.keys(report).sort()).toEqual([
      'blocks',
      'compressionRatio',
      'fidelity',
      'ms',
      'output',
      'tokensAfter',
      'tokensBefore',
      'tokensSaved',
    ]);
    expect(report.tokensSaved).toBe(report.tokensBefore - report.tokensAfter);
    expect(report.compressionRatio).toBeCloseTo(report.tokensSaved / report.tokensBefore);
    expect(report.output).toBe(place.run(['compress'], JSON.stringify(MESSAGES)).stdout.toString());
    expect(
      report.blocks.find((block: { name: string }) => block.name === 'Fetch http://localhost/sensors'),
    ).toMatchObject({ kind: 'json', fidelity: 'bytes' });
    expect(stderr).toBe('');
  });

  it('names the least exact fidelity of its edits', () => {
    const coloured = Array.from({ length: 20 }, (_, at) => `\u001b[32mtest ${at * 7}\u001b[0m took ${at} ms`).join(
      '\n',
    );
    expect(JSON.parse(place.run(['compress', '--json'], coloured).stdout.toString()).fidelity).toBe('view');
  });

  it('reports input that is not text', () => {
    const report = JSON.parse(place.run(['compress', '--json'], Uint8Array.of(0xff)).stdout.toString());
    expect(report).toMatchObject({ tokensSaved: 0, output: null, blocks: [{ kind: 'blob', skipped: 'not-text' }] });
  });

  it('shows the changes with --diff', () => {
    const lines = place.run(['compress', '--diff'], JSON.stringify(MESSAGES)).stdout.toString().split('\n');
    expect(lines.filter((line) => line.startsWith('--- '))).toEqual([
      expect.stringMatching(/^--- message 2 · Read total\.rs \([\d,]+ tokens\)$/),
      expect.stringMatching(/^--- message 4 · Fetch/),
      expect.stringMatching(/^--- message 6 · Read total\.rs/),
    ]);
    expect(lines.some((line) => /^@@ numbered lines that stand earlier: [\d,]+ → [\d,]+ tokens @@$/.test(line))).toBe(
      true,
    );
    expect(lines).toContain('-    31→    total += cost_30.of("210", currency);');
    expect(lines.some((line) => line.startsWith('+[@ Read total.rs:'))).toBe(true);
  });

  it('shows a text that was only escaped', () => {
    expect(place.run(['compress', '--diff'], '[table 2 rows: a b]\n1 2\n3 4\n').stdout.toString()).toContain(
      '\n+[verbatim]\n+[table 2 rows: a b]\n',
    );
  });

  it('writes no colours to a pipe', () => {
    expect(place.run(['compress', '--diff'], JSON.stringify(MESSAGES)).stdout.includes(0x1b)).toBe(false);
  });

  it('exits without an error when the reader closes the pipe', async () => {
    const noise = Array.from({ length: 200_000 }, (_, at) => (at * 2_654_435_761).toString(36)).join('\n');
    const child = spawn(process.execPath, [MAIN, 'compress', place.write('noise.txt', noise)], {
      env: place.env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
