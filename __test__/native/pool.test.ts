// Long work leaves threads of Node's pool to the host, and can be cancelled.
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { compress, crushJsonAsync, expand, Headroom } from '@headroom/native';
import { countTokensAsync } from '@headroom/native/tokens';
import { describe, expect, it } from 'vitest';
import { inProcess, ROOT } from '../support/process.js';
import { ROWS } from '../support/samples.js';

const WORDS = Array.from({ length: 1_500_000 }, (_, index) => ((index * 2654435761) % 2 ** 32).toString(36)).join(' ');
const LONG = Array.from({ length: 2 }, () => WORDS).join('\n');
const JSON_TEXT = `[${Array.from({ length: 6000 }, (_, index) => `{"group": ${index}, "users": ${ROWS}}`).join(',\n')}]`;

function result(content: string): object[] {
  return [
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'query', input: { id: '1' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content }] },
  ];
}

/** Whether some of `work` was still running when `other` had finished. */
async function outlasted(
  work: Promise<unknown>[],
  other: () => Promise<unknown>,
  end: () => void = () => undefined,
): Promise<boolean> {
  let done = 0;
  for (const each of work)
    void each
      .catch(() => undefined)
      .then(() => {
        done += 1;
      });
  await other();
  const outlasts = done < work.length;
  end();
  await Promise.allSettled(work);
  return outlasts;
}

/** Messages that take a while to expand. */
const SENT = Array.from({ length: 10 }, () => result(JSON_TEXT)).flat();

describe('during long work', () => {
  it('the host reads files', async () => {
    const headroom = new Headroom();
    const slow: ((signal: AbortSignal) => Promise<unknown>)[] = [
      (signal) => headroom.compress(result(LONG), { signal }),
      (signal) => crushJsonAsync(JSON_TEXT, { format: 'columns', signal }),
      (signal) => countTokensAsync(WORDS, undefined, { signal }),
      (signal) => expand(SENT, { signal }),
    ];
    for (const start of slow) {
      const controller = new AbortController();
      const work = Array.from({ length: 8 }, () => start(controller.signal));
      const reads = async (): Promise<void> => {
        for (let read = 0; read < 4; read++) await readFile(`${ROOT}package.json`);
      };
      expect(await outlasted(work, reads, () => controller.abort())).toBe(true);
    }
  });

  it('short work is done, too, and all of it completes', async () => {
    const words = WORDS.slice(0, WORDS.length / 4);
    const long = Array.from({ length: 3 }, () => countTokensAsync(words));
    const short = Array.from({ length: 20 }, (_, index) => countTokensAsync('a '.repeat(index + 1)));
    expect(await Promise.all(short)).toEqual(short.map((_, index) => (index === 0 ? 2 : index + 2)));
    expect(new Set(await Promise.all(long)).size).toBe(1);
  });

  it('other JavaScript threads can work', async () => {
    const script = `
      import { parentPort, workerData } from 'node:worker_threads';
      const { countTokensAsync } = await import(workerData.entry);
      parentPort.postMessage(await countTokensAsync('a b c'));
    `;
    const entry = new URL('../../dist/entries/tokens.js', import.meta.url).href;
    const long = Array.from({ length: 6 }, () => countTokensAsync(WORDS));
    expect(
      await outlasted(long, async () => {
        const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
          workerData: { entry },
        });
        expect(await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))).toBe(3);
        await worker.terminate();
      }),
    ).toBe(true);
  });
});

describe('a signal', () => {
  /** Aborts the work while it is running. */
  async function aborted(start: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const controller = new AbortController();
    const reason = new Error('enough');
    const work = start(controller.signal);
    setTimeout(() => controller.abort(reason), 30);
    await expect(work).rejects.toBe(reason);
  }

  it('cancels work within a text, and no partial result is kept', async () => {
    const headroom = new Headroom();
    const session = headroom.session();
    await aborted((signal) => headroom.compress(result(LONG), { signal }));
    await aborted((signal) => session.compress(result(LONG), { signal }));
    await aborted((signal) => headroom.expand(SENT, { signal }));
    await aborted((signal) => expand(SENT, { signal }));
    await aborted((signal) => crushJsonAsync(JSON_TEXT, { format: 'columns', signal }));
    await aborted((signal) => countTokensAsync(WORDS, undefined, { signal }));
    const small = result(`${ROWS}`);
    expect((await headroom.compress(small)).messages).toEqual((await compress(small)).messages);
    expect((await session.compress(small)).messages).toEqual((await compress(small)).messages);
  });

  it('cancels work that waits in the queue', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const long = Array.from({ length: 4 }, () => countTokensAsync(WORDS, undefined, { signal: first.signal }));
    const waiting = countTokensAsync('a b', undefined, { signal: second.signal });
    second.abort('gone');
    await expect(waiting).rejects.toBe('gone');
    first.abort('over');
    expect(await Promise.allSettled(long)).toEqual(long.map(() => ({ status: 'rejected', reason: 'over' })));
  });
});

describe('a process', () => {
  const SLOW = `
    const words = Array.from({ length: 3_000_000 }, (_, index) => ((index * 2654435761) % 2 ** 32).toString(36)).join(' ');
    const work = [1, 2, 3].map(() => headroom.compress([{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: words }] }]).then(() => 'done', () => 'ended'));
  `;

  it('can exit at any time without waiting', async () => {
    const after = await inProcess(`${SLOW}
      const before = process.hrtime.bigint();
      process.on('exit', () => process.stdout.write(JSON.stringify(Number(process.hrtime.bigint() - before) / 1e6)));
      setTimeout(() => process.exit(0), 100);
    `);
    expect(after).toEqual(expect.any(Number));
  });

  it('can terminate its JavaScript threads while they work', async () => {
    const ended = await inProcess(`
      import { Worker, isMainThread, parentPort } from 'node:worker_threads';
      if (isMainThread) {
        const workers = Array.from({ length: 3 }, () => new Worker(new URL(import.meta.url)));
        await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
        await Promise.all(workers.map((worker) => worker.terminate()));
        process.stdout.write(JSON.stringify(await headroom.countTokensAsync('a b c')));
      } else {
        ${SLOW.replace('3_000_000', '600_000')}
        setTimeout(() => parentPort.postMessage('working'), 20);
        await Promise.all(work);
      }
    `);
    expect(ended).toBe(3);
  });
});
