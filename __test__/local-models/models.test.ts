// Models that run on this machine. Those in the folder of the crate are made by scripts/models/make.py.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HeadroomError } from '@headroom/native';
import { loadCompressor, loadEmbedder, modelRuntime } from '@headroom/native/local-models';
import { describe, expect, it, vi } from 'vitest';
import { RUNS_MODELS } from '../support/onnx-runtime.js';
import { ROOT } from '../support/process.js';

const FOLDER = join(ROOT, 'crates/headroom_onnx/tests/models');
const at = (name: string): string => join(FOLDER, name);
const EXPECTED = JSON.parse(readFileSync(at('expected.json'), 'utf8')) as {
  vectors: { text: string; vector: number[] }[];
};
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (HeadroomError.isInstance(error) ? error.code : String(error)),
  );

describe('without ONNX Runtime', () => {
  const runtime = '/nowhere/libonnxruntime.so';

  it.skipIf(RUNS_MODELS)('models are unavailable, and nothing else fails', async () => {
    const { available, source, reason } = await modelRuntime({ runtime });
    expect([available, source, reason]).toEqual([false, 'option', expect.stringMatching(/^ONNX Runtime cannot be/)]);
    expect(await codeOf(loadCompressor(at('classifier'), { runtime }))).toBe('model/unavailable');
    expect(await codeOf(loadEmbedder(at('encoder'), { runtime }))).toBe('model/unavailable');
  });

  it('a folder without a model is said to be that', async () => {
    expect(await codeOf(loadCompressor('/nowhere', { runtime }))).toBe('model/invalid');
  });
});

describe.skipIf(!RUNS_MODELS)('with ONNX Runtime', () => {
  it('an embedder gives the vectors that Python gives', async () => {
    const model = await loadEmbedder(at('encoder'));
    const vectors = await model.embed(EXPECTED.vectors.map(({ text }) => text));
    for (const [index, { vector }] of EXPECTED.vectors.entries())
      for (const [component, value] of vector.entries()) expect(vectors[index]![component]).toBeCloseTo(value, 4);
    expect(model.info()).toMatchObject({ dimensions: 32, maxTokens: 512 });
    expect(await model.embed([])).toEqual([]);
    model.close();
  });

  it('a compressor keeps the share that is asked for, and what always stays', async () => {
    const model = await loadCompressor(at('classifier'), { threads: 2 });
    const text = `${'some plain words here '.repeat(500)}but port 8080 must not be open`;
    const { text: short, words, kept } = await model.compress(text, { ratio: 0.25 });
    expect(kept).toBe(Math.ceil(words / 4));
    expect(short).toMatch(/8080 must not/);
    expect((await model.compress(text, { threshold: 0 })).text).toBe(text);
    model.close();
  });

  it('a closed model says so, and closing it twice does nothing', async () => {
    const model = await loadCompressor(at('classifier'));
    const working = model.compress('some words that were handed over before');
    model.close();
    model.close();
    expect(['none', 'closed']).toContain(await codeOf(working));
    expect(await codeOf(model.compress('late'))).toBe('closed');
    expect(() => model.info()).toThrow(/closed/);
  });

  it('work ends with the reason of its signal', async () => {
    const model = await loadCompressor(at('classifier'));
    const controller = new AbortController();
    const working = model.compress('word '.repeat(200_000), { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(working).rejects.toThrow('enough');
    await expect(loadEmbedder(at('encoder'), { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
  });

  it('a model without work is freed, and the next call loads it again', async () => {
    const model = await loadEmbedder(at('encoder'), { idleMs: 1 });
    const [vector] = await model.embed(['words']);
    await vi.waitFor(() => expect(model.info().loaded).toBe(false));
    const again = model.embed(['words']);
    expect(model.info().loaded).toBe(true);
    expect(await again).toEqual([vector]);
    model.close();
    expect(await codeOf(model.embed(['late']))).toBe('closed');
  });

  it('hardware that the library cannot use is unavailable, and nothing else is used in its place', async () => {
    const provider = process.platform === 'darwin' ? 'directml' : 'coreml';
    expect(await codeOf(loadEmbedder(at('encoder'), { provider }))).toBe('model/unavailable');
    (await loadEmbedder(at('encoder'), { provider: 'cpu' })).close();
  });

  it('the order of texts of different lengths is kept', async () => {
    const model = await loadEmbedder(at('encoder'));
    const texts = Array.from({ length: 40 }, (_, index) => 'some plain words '.repeat(1 + ((index * 7) % 19)));
    const together = await model.embed(texts);
    for (const [index, text] of texts.entries()) {
      const [alone] = await model.embed([text]);
      for (const [component, value] of alone!.entries()) expect(together[index]![component]).toBeCloseTo(value, 4);
    }
    model.close();
  });

  it('processes that load a model at the same time do not disturb each other', async () => {
    const script = `const { loadEmbedder } = await import('@headroom/native/local-models');
      const model = await loadEmbedder(process.argv[1]);
      console.log((await model.embed(['words']))[0].length);`;
    const run = promisify(execFile);
    const args = ['--input-type=module', '-e', script, at('encoder')];
    const both = [0, 1].map(() => run(process.execPath, args, { cwd: ROOT }));
    for (const { stdout } of await Promise.all(both)) expect(stdout.trim()).toBe('32');
  });

  it('models of another form are refused by the name of their file', async () => {
    for (const name of ['bad-nan', 'bad-classes', 'bad-type', 'bad-vocabulary'])
      await expect(loadCompressor(at(name))).rejects.toThrow(/^model\.onnx: /);
  });
});
