// Measures the delay of the event loop while 1,000 texts of 4 KB are stored each second, and without that.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Store } from '@headroom/native';

const SECONDS = Number(process.argv[2] ?? 10);
const A_SECOND = 1000;
/** The interval of the timers, in milliseconds. Anything beyond it is delay. */
const RESOLUTION = 1;

const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
const originals = (await Store.open({ folder: join(folder, 'state') })).scope('bench');
const text = (number) =>
  `run ${number}\n${Array.from({ length: 64 }, (_, line) => `line ${line} of ${number}: took ${(number * 7919 + line * 104729) % 99991} µs, and all was well`).join('\n')}`;

async function measure(name, work) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  await work();
  delay.disable();
  const late = (percent) => Math.max(0, delay.percentile(percent) / 1e6 - RESOLUTION).toFixed(2);
  console.log(
    `${name.padEnd(22)} late by ${late(50)} ms (median), ${late(99)} ms (p99), ${(delay.max / 1e6 - RESOLUTION).toFixed(2)} ms (longest)`,
  );
}

const texts = Array.from({ length: SECONDS * A_SECOND }, (_, number) => text(number));
await measure('nothing', () => pause(SECONDS * 1000));
await measure(`${A_SECOND} puts a second`, async () => {
  const start = performance.now();
  const pending = new Set();
  let next = 0;
  while (next < texts.length) {
    for (
      const due = Math.min(texts.length, Math.floor(((performance.now() - start) / 1000) * A_SECOND));
      next < due;
      next += 1
    ) {
      const put = originals.put([texts[next]]).finally(() => pending.delete(put));
      pending.add(put);
    }
    await pause(1);
  }
  await Promise.all(pending);
});
const { length } = await originals.list({ limit: 2 ** 20 });
if (length !== texts.length) throw new Error(`${length} of ${texts.length} were stored`);
rmSync(folder, { recursive: true });
