// The examples in the READMEs of the SDKs, as they stand there, and with one line added: both print the same.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CASES, wire } from '../proxy/dialogue.js';
import { JSON_TYPE, withProvider, type Received } from '../proxy/support.js';
import { ROOT } from '../support/process.js';
import type { Protocol } from '../support/protocols/index.js';

const PATHS = [/\/messages$/, /\/chat\/completions$/, /\/responses$/, /enerateContent/];
/** The folder of a package, the name that its README imports, and the minimum number of its examples that run here. */
const READMES: readonly (readonly [folder: string, name: string, examples: number])[] = [
  ['openai', 'openai', 4],
  ['openai-5', 'openai', 3],
  ['@anthropic-ai/sdk', '@anthropic-ai/sdk', 1],
  ['anthropic-0', '@anthropic-ai/sdk', 3],
  ['@google/genai', '@google/genai', 2],
  ['genai-1', '@google/genai', 2],
];
/** The line that is added. The folder of these programs is in `node_modules`, where a package cannot import itself. */
const ENTRY = JSON.stringify(pathToFileURL(join(ROOT, 'dist/entries/openai.mjs')).href);
const LINE = `import { withHeadroom } from ${ENTRY};\n`;
const MADE = /\bnew (?:OpenAI|Anthropic|GoogleGenAI)\([^]*?\)(?=;)/;

/** Examples that make a client and call a model. */
function examplesIn(folder: string, name: string): string[] {
  const readme = readFileSync(join(ROOT, 'node_modules', folder, 'README.md'), 'utf8').replaceAll(
    `'${name}'`,
    `'${folder}'`,
  );
  const blocks = [...readme.matchAll(/^```(?:js|ts|typescript|javascript)\n([^]*?)^```/gm)].map(([, code]) => code!);
  return blocks.filter(
    (code) => MADE.test(code) && /\.(?:create|generateContent\w*|stream|sendMessage\w*)\(/.test(code),
  );
}

/** A model of all APIs that says one thing. */
function answer({ url, body }: Received, response: ServerResponse): void {
  const at = PATHS.findIndex((path) => path.test(url));
  const protocol = CASES[at]?.[1] as Protocol | undefined;
  if (!protocol) return void response.writeHead(404, JSON_TYPE).end('{"error":{"message":"not here"}}');
  const isStream = url.includes('stream') || /"stream":\s*true/.test(body.toString());
  if (isStream)
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(wire(protocol, { say: 'Arr.' }, 1));
  else response.writeHead(200, JSON_TYPE).end(JSON.stringify(protocol.response({ say: 'Arr.' }, 1)));
}

/** What a program prints, or undefined if it fails. */
async function printed(folder: string, code: string, url: string): Promise<string | undefined> {
  const path = join(folder, 'example.mjs');
  writeFileSync(path, code);
  const env = {
    ...process.env,
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: `${url}/v1`,
    ANTHROPIC_API_KEY: 'k',
    ANTHROPIC_BASE_URL: url,
    GEMINI_API_KEY: 'k',
    GOOGLE_GEMINI_BASE_URL: url,
  };
  const child = spawn(process.execPath, [path], { env, timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return child.exitCode === 0 ? output : undefined;
}

describe.each(READMES)('%s', (folder, name, count) => {
  it('runs the examples of its README', () =>
    withProvider(answer, async ({ url }) => {
      const place = mkdtempSync(join(ROOT, 'node_modules/.readme-'));
      try {
        let same = 0;
        for (const code of examplesIn(folder, name)) {
          const bare = await printed(place, code, url);
          // Some examples need files, clouds, or the types of TypeScript.
          if (!bare) continue;
          const wrapped = LINE + code.replace(MADE, (made) => `withHeadroom(${made})`);
          expect(await printed(place, wrapped, url), code).toBe(bare);
          same += 1;
        }
        expect(same).toBeGreaterThanOrEqual(count);
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    }));
});
