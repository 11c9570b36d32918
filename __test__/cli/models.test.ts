// `headroom models`: what is added, downloaded, listed and deleted.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { MAIN, Workplace } from './headroom.js';

const place = new Workplace();
const MODEL = join(ROOT, 'crates/headroom_onnx/tests/models/classifier');
const FILES = ['tokenizer.json', 'model.onnx'];
const contentOf = (file: string): Buffer => readFileSync(join(MODEL, file));
const SUMS = FILES.map((file) => `${file}=${createHash('sha256').update(contentOf(file)).digest('hex')}`);
const ALL = join(place.folder, '.state/headroom/models');
const GARBAGE = folderOf('garbage', 'hello', 'hello');
const HALF = folderOf('half', contentOf('tokenizer.json'), 'hello');

function folderOf(name: string, tokenizer: string | Buffer, model: string | Buffer): string {
  mkdirSync(join(place.folder, name));
  place.write(`${name}/tokenizer.json`, tokenizer);
  place.write(`${name}/model.onnx`, model);
  return join(place.folder, name);
}

const listed = (): { models: { name: string; bytes: number }[]; runtime: { available: boolean } } =>
  JSON.parse(place.run(['models', 'list', '--json']).stdout.toString()) as never;

describe('headroom models', () => {
  it('lists nothing before a model was added, and says whether models can run', () => {
    const { stdout, code } = place.run(['models', 'list'], '', { ORT_DYLIB_PATH: '/nowhere/libonnxruntime.so' });
    expect(stdout.toString()).toMatch(/^No model was added\..*\nONNX Runtime cannot be opened: .*\n$/);
    expect(code).toBe(0);
  });

  it('adds a copy, and deletes it', () => {
    expect(place.run(['models', 'add', 'own', MODEL]).code).toBe(0);
    const bytes = FILES.reduce((sum, file) => sum + contentOf(file).length, 0);
    expect(listed().models).toMatchObject([{ name: 'own', bytes }]);
    expect(place.run(['models', 'add', 'own', MODEL]).stderr).toMatch(/there is a model of this name/);
    expect(place.run(['models', 'remove', 'own']).code).toBe(0);
    expect(listed().models).toEqual([]);
  });

  it.each([
    ['a folder without a model', ['add', 'own', place.folder], /no file tokenizer\.json/],
    ['a tokenizer that is none', ['add', 'own', GARBAGE], /tokenizer\.json is no tokenizer/],
    ['a model that is none', ['add', 'own', HALF], /model\.onnx is no model/],
    ['a name that leads elsewhere', ['add', '../own', MODEL], /a name of a model has letters/],
    ['a model that is not there', ['remove', '..'], /no model of this name/],
  ])('refuses %s, and leaves nothing', (_, args, said) => {
    const { code, stderr } = place.run(['models', ...args]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(said)]);
    expect(existsSync(ALL) ? readdirSync(ALL) : []).toEqual([]);
  });

  it('is a warning of the doctor if a model was added and cannot run', () => {
    const { stdout } = place.run(['doctor', '--json'], '', { ORT_DYLIB_PATH: '/nowhere/libonnxruntime.so' });
    const findings = JSON.parse(stdout.toString()) as { name: string; state: string }[];
    expect(findings.filter(({ name }) => name === 'models')).toMatchObject([{ state: 'warning' }]);
  });
});

describe('headroom models pull', () => {
  const server = createServer((request, response) => {
    const file = request.url!.slice(1).replace('cut/', '');
    if (!FILES.includes(file)) return response.writeHead(404).end();
    const content = contentOf(file);
    response.writeHead(200, { 'content-length': content.length });
    if (!request.url!.startsWith('/cut/')) return response.end(content);
    return response.write(content.subarray(0, 100), () => response.destroy());
  });
  let base = '';
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  const pull = async (address: string, sums: readonly string[]): Promise<string> => {
    const args = [MAIN, 'models', 'pull', 'far', address, '--sha256', ...sums];
    return promisify(execFile)(process.execPath, args, { env: place.env() }).then(
      ({ stdout }) => stdout,
      ({ stderr }: { stderr: string }) => stderr,
    );
  };

  it('keeps what has the right checksum', async () => {
    expect(await pull(base, SUMS)).toMatch(/^far has .* bytes in /);
    expect(readFileSync(join(ALL, 'far/model.onnx')).equals(contentOf('model.onnx'))).toBe(true);
    expect(place.run(['models', 'remove', 'far']).code).toBe(0);
  });

  it.each([
    ['another checksum', '', SUMS.map((sum) => sum.replace(/=.*/, `=${'0'.repeat(64)}`)), /another checksum/],
    ['no checksum', '', SUMS.slice(1), /give the checksum of each file/],
    ['a file that is not there', '/none', SUMS, /answered 404/],
    ['a download that breaks off', '/cut', SUMS, /./],
  ])('keeps nothing for %s', async (_, path, sums, said) => {
    expect(await pull(base + path, sums)).toMatch(said);
    expect(existsSync(ALL) ? readdirSync(ALL) : []).toEqual([]);
  });

  it('refuses an address that others could answer for', async () => {
    expect(await pull('http://example.org', SUMS)).toMatch(/has to start with https/);
  });
});
