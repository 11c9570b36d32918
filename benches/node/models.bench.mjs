// The throughput of an embedder, as a share of that of a bare session of ONNX Runtime in Python on the same texts, both
// by the time of the processor, and the largest difference between their vectors.
//   ORT_DYLIB_PATH=… PYTHON=… node benches/node/models.bench.mjs FOLDER
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadEmbedder } from '@headroom/native/local-models';

const ROUNDS = 5;
/** As many texts as the embedder puts into one run of the model. */
const BATCH = 16;
const folder = process.argv[2];
const WORDS = 'the server keeps a copy of each request until its response was written to disk and read again'.split(
  ' ',
);

/** Texts of different lengths, the same each time. */
const texts = Array.from({ length: 96 }, (_, at) =>
  Array.from({ length: 20 + ((at * 37) % 180) }, (_, word) => WORDS[(at * 7 + word * 3) % WORDS.length]).join(' '),
);
const place = mkdtempSync(join(tmpdir(), 'models-'));
const file = join(place, 'texts.json');
writeFileSync(file, JSON.stringify(texts));
const script = fileURLToPath(new URL('../../scripts/models/bare.py', import.meta.url));
const output = execFileSync(process.env.PYTHON ?? 'python3', [script, folder, file, String(BATCH)], {
  maxBuffer: 2 ** 26,
});
const bare = JSON.parse(output);
rmSync(place, { recursive: true });

const before = process.memoryUsage().rss;
const started = performance.now();
const model = await loadEmbedder(folder);
const load = (performance.now() - started) / 1000;
let seconds = Infinity;
for (let round = 0; round < ROUNDS; round += 1) {
  const start = process.cpuUsage();
  await model.embed(texts);
  const { user, system } = process.cpuUsage(start);
  seconds = Math.min(seconds, (user + system) / 1e6);
}
const vectors = await model.embed(texts);
const differences = vectors.flatMap((own, at) => [...own].map((value, of) => Math.abs(value - bare.vectors[at][of])));
const memory = process.memoryUsage().rss - before;
console.log(`tokens in ${texts.length} texts: ${bare.tokens}`);
console.log(`bare session: ${Math.round(bare.tokens / bare.seconds)} tokens/s, loaded in ${bare.load.toFixed(2)} s`);
console.log(`embedder: ${Math.round(bare.tokens / seconds)} tokens/s, loaded in ${load.toFixed(2)} s`);
console.log(`memory of the model while it ran: ${Math.round(memory / 2 ** 20)} MiB`);
console.log(`largest difference of a component: ${Math.max(...differences).toExponential(1)}`);
console.log(`ratio: ${(bare.seconds / seconds).toFixed(2)}`);
model.close();
