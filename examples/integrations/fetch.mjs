// Gemini without an SDK: a `fetch` that compresses. Needs GEMINI_API_KEY.  node examples/integrations/fetch.mjs
import { Headroom } from '@headroom/native';
import { createFetch } from '@headroom/native/fetch';
import { readLog, printSavings } from './log.mjs';

const {
  GEMINI_API_KEY,
  GEMINI_BASE_URL = 'https://generativelanguage.googleapis.com',
  MODEL = 'gemini-2.5-flash',
} = process.env;

// With a store, repetitive lines are elided, and the model retrieves them when it needs them.
const headroom = new Headroom({ store: ':memory:' });
const send = createFetch({ headroom });

const tools = [{ functionDeclarations: [{ name: 'read_log', description: 'Reads the log of today.' }] }];
const contents = [{ role: 'user', parts: [{ text: 'What went wrong today, and what came before it?' }] }];

for (;;) {
  const response = await send(`${GEMINI_BASE_URL}/v1beta/models/${MODEL}:generateContent`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-goog-api-key': GEMINI_API_KEY },
    body: JSON.stringify({ contents, tools }),
  });
  if (!response.ok) throw new Error(await response.text());
  const { content } = (await response.json()).candidates[0];
  contents.push(content);
  const calls = content.parts.filter((part) => part.functionCall);
  if (calls.length === 0) break;
  contents.push({
    role: 'user',
    parts: calls.map(({ functionCall: { id, name } }) => ({
      functionResponse: { id, name, response: { output: readLog() } },
    })),
  });
}

console.log(
  contents
    .at(-1)
    .parts.map(({ text }) => text)
    .join(''),
);
printSavings(headroom);
