// Asks a running proxy about itself.
import { get } from 'node:http';
import { receive, TOKEN_HEADER } from '../../http/index.js';
import { isRecord, type Fields } from '../../providers/index.js';

/** The timeout for an answer, in milliseconds, and its maximum length, in bytes. */
const PATIENCE_MS = 3000;
const MAX_BYTES = 16 * 2 ** 20;

/** Returns a proxy's answer at a path. Undefined if there is none, or if it requires another secret. */
export function ask(url: string, path: string, token: string | undefined): Promise<Fields | undefined> {
  return new Promise((resolve) => {
    const headers = token === undefined ? {} : { [TOKEN_HEADER]: token };
    const request = get(`${url}${path}`, { agent: false, headers }, async (response) => {
      const { bytes } = await receive(response, MAX_BYTES);
      resolve(response.statusCode === 200 ? fieldsIn(bytes.toString()) : undefined);
    });
    const timer = setTimeout(() => request.destroy(), PATIENCE_MS);
    request.on('error', () => resolve(undefined));
    request.on('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}

function fieldsIn(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
