// Registers running proxies: a small file for each port in the user's folder for state.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { makeFolder, stateFolder } from '../config/index.js';
import { isRecord } from '../providers/index.js';
import { DEFAULT_HOST, DEFAULT_PORT, type ProxyOptions } from './options.js';
import { receive } from '../http/index.js';

/** A running proxy. */
export interface Instance {
  readonly url: string;
  readonly pid: number;
  readonly version: string;
}

/** The time for a proxy to identify itself, in milliseconds, and the maximum length of its answer, in bytes. */
const PATIENCE_MS = 3000;
const MAX_BYTES = 1 << 16;

/** Registers a running proxy, and returns a function that removes the entry. If the file cannot be written, the proxy runs without an entry. */
export function register({ port, url }: { readonly port: number; readonly url: string }): () => void {
  const path = fileOf(port);
  if (path === undefined) return () => undefined;
  try {
    makeFolder(join(path, '..'));
    rmSync(path, { force: true });
    writeFileSync(path, `${JSON.stringify({ pid: process.pid, port, url })}\n`, { mode: 0o600, flag: 'wx' });
  } catch {
    return () => undefined;
  }
  return () => {
    if (pidIn(path) === process.pid) rmSync(path, { force: true });
  };
}

/** The proxy at a port. Undefined if another program has it. */
export async function instanceAt({
  host = DEFAULT_HOST,
  port = DEFAULT_PORT,
}: Pick<ProxyOptions, 'host' | 'port'>): Promise<Instance | undefined> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  try {
    const said: unknown = JSON.parse(await bodyOf(`${url}/livez`));
    if (!isRecord(said) || said['service'] !== 'headroom-proxy') return undefined;
    return { url, pid: Number(said['pid']), version: String(said['version']) };
  } catch {
    return undefined;
  }
}

function bodyOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      receive(response, MAX_BYTES).then(({ bytes }) => resolve(bytes.toString()), reject);
    });
    const timer = setTimeout(() => request.destroy(new Error('no answer')), PATIENCE_MS);
    request.on('error', reject);
    request.on('close', () => clearTimeout(timer));
  });
}

function fileOf(port: number): string | undefined {
  const folder = stateFolder();
  return folder && join(folder, `proxy-${port}.json`);
}

function pidIn(path: string): number | undefined {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { pid?: number }).pid;
  } catch {
    return undefined;
  }
}
