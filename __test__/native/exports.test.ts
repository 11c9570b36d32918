// A panic must become a JavaScript error, and never end the host process. This scans the source of the binding.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { crushJson } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { ROWS } from '../support/samples.js';

const FOLDER = join(ROOT, 'crates/headroom_napi/src');
const SOURCES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.rs'))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));

/** Functions and methods with `#[napi…]`, and the arguments of the attribute. */
function exportsIn(text: string): { attribute: string; name: string }[] {
  const item = /#\[napi(\((?:[^()]|\([^()]*\))*\))?\]((?:\s*(?:#\[[^\]]*\]|\/\/[^\n]*))*)\s*pub (?:async )?fn (\w+)/g;
  return [...text.matchAll(item)].map(([, attribute, , name]) => ({ attribute: attribute ?? '', name: name! }));
}

/** The bodies of all `fn compute`. */
function computes(text: string): string[] {
  return text
    .split(/\bfn compute\b/)
    .slice(1)
    .map((rest) => {
      let depth = 0;
      const from = rest.indexOf('{');
      for (let at = from; at < rest.length; at++) {
        depth += rest[at] === '{' ? 1 : rest[at] === '}' ? -1 : 0;
        if (depth === 0) return rest.slice(from, at);
      }
      return rest;
    });
}

describe('every export of the addon', () => {
  it('catches panics', () => {
    const all = SOURCES.flatMap(({ name: file, text }) => exportsIn(text).map((of) => ({ file, ...of })));
    expect(all.length).toBeGreaterThan(15);
    expect(
      all.filter(({ attribute }) => !attribute.includes('catch_unwind')).map(({ file, name }) => `${file}: ${name}`),
    ).toEqual([]);
  });

  it('catches panics on other threads', () => {
    const all = SOURCES.flatMap(({ name: file, text }) => computes(text).map((body) => ({ file, body })));
    expect(all.length).toBeGreaterThan(2);
    expect(
      all.filter(({ body }) => !body.includes('guarded(')).map(({ file, body }) => `${file}: ${body.slice(0, 80)}`),
    ).toEqual([]);
  });

  it('is found by this scan, and so are offenders', () => {
    expect(
      exportsIn(
        '#[napi]\n#[must_use]\n/// Says.\npub fn bad() {}\n#[napi(getter, ts_return_type = "Promise<(x)>")]\npub fn worse() {}\n#[napi(object)]\npub struct Fine {}',
      ),
    ).toEqual([
      { attribute: '', name: 'bad' },
      { attribute: '(getter, ts_return_type = "Promise<(x)>")', name: 'worse' },
    ]);
    expect(
      computes('fn compute(&mut self) -> Result<()> { if true { work() } }\nfn other() { guarded(x) }')[0],
    ).not.toContain('guarded(');
  });
});

describe('worker threads', () => {
  const SCRIPT = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { compress, crushJson } = await import(workerData.entry);
    const { messages } = await compress([{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: workerData.rows }] }]);
    parentPort.postMessage([crushJson(workerData.rows, { format: 'text' }).text, messages[0].content[0].content]);
  `;
  const entry = new URL('../../dist/index.js', import.meta.url).href;

  function inWorker(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`), {
        workerData: { entry, rows: ROWS },
      });
      worker.once('message', (message) => void worker.terminate().then(() => resolve(message)));
      worker.once('error', reject);
    });
  }

  it('load the addon at the same time and in sequence, with the same results', async () => {
    const expected = crushJson(ROWS, { format: 'text' }).text;
    for (let round = 0; round < 3; round++) {
      for (const answer of await Promise.all([inWorker(), inWorker(), inWorker(), inWorker()]))
        expect(answer).toEqual([expected, expected]);
    }
  });

  it('can be terminated while they work', async () => {
    for (let round = 0; round < 5; round++) {
      const worker = new Worker(
        new URL(`data:text/javascript,${encodeURIComponent(`${SCRIPT}; for (;;) void crushJson(workerData.rows)`)}`),
        { workerData: { entry, rows: ROWS } },
      );
      await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
      expect(await worker.terminate()).toBe(1);
    }
    expect(crushJson(ROWS, { format: 'text' }).compressed).toBe(true);
  });
});
