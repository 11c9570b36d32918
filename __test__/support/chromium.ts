// A page in Chromium, driven over its debugging pipe (Chrome DevTools Protocol).
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Where Debian and others have it; nothing: there is none, and tests that need it are skipped. */
export const CHROMIUM: string | undefined = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync);

/** The maximum wait for a state of a page, in milliseconds. */
const PATIENCE_MS = 30_000;

type Message = { id?: number; method?: string; params?: any; result?: any; error?: { message: string } };

/** A tab. */
export interface Page {
  /** Everything that the page said on its console, and every error in it. */
  readonly said: string[];
  /** The addresses of all requests that it made. */
  readonly requests: string[];
  send(method: string, params?: object): Promise<any>;
  open(url: string): Promise<void>;
  /** The value of an expression in the page. */
  value(expression: string): Promise<any>;
  /** Waits until an expression is true; at most {@link PATIENCE_MS}. */
  until(expression: string): Promise<void>;
}

/** Calls `work` with an empty tab. */
export async function withPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'headroom-chromium-'));
  const args = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
  ];
  const browser = spawn(CHROMIUM!, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  try {
    return await work(await tabIn(browser));
  } finally {
    const closed = new Promise((resolve) => browser.once('close', resolve));
    // Its helpers end with it if it is asked, and not if it is killed.
    (browser.stdio[3] as Writable).write(`${JSON.stringify({ id: 0, method: 'Browser.close' })}\0`);
    const timer = setTimeout(() => browser.kill('SIGKILL'), PATIENCE_MS);
    await closed;
    clearTimeout(timer);
    // Its helpers may still be writing.
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

async function tabIn(browser: ChildProcess): Promise<Page> {
  const [input, output] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const [said, requests]: string[][] = [[], []];
  let last = 0;
  let session: string | undefined;
  let rest = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop()!;
    for (const text of messages) {
      const message: Message = JSON.parse(text);
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else if (message.method === 'Runtime.exceptionThrown')
        said!.push(message.params.exceptionDetails.exception?.description);
      else if (message.method === 'Log.entryAdded') said!.push(message.params.entry.text);
      else if (message.method === 'Network.requestWillBeSent') requests!.push(message.params.request.url);
    }
  });
  const send = (method: string, params: object = {}): Promise<any> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      );
      input.write(`${JSON.stringify({ id, method, params, ...(session && { sessionId: session }) })}\0`);
    });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  session = (await send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
  const value = async (expression: string): Promise<any> =>
    (await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value;
  return {
    said: said!,
    requests: requests!,
    send,
    value,
    open: (url) => send('Page.navigate', { url }),
    until: async (expression) => {
      const look = `const look = () => (${expression}) ? resolve(true) : setTimeout(look, 20); look();`;
      const waits = `new Promise((resolve) => { setTimeout(resolve, ${PATIENCE_MS}); ${look} })`;
      if ((await value(waits)) !== true)
        throw new Error(`${expression}: ${await value('document.body.innerText')} ${said}`);
    },
  };
}
