// An agent on Google's SDK that compresses the results of its tool. Needs GEMINI_API_KEY.
//   node examples/integrations/google.mjs
import { GoogleGenAI } from '@google/genai';
import { Headroom } from '@headroom/native';
import { withHeadroom } from '@headroom/native/google';
import { readLog, printSavings } from './log.mjs';

const { GEMINI_API_KEY: apiKey, GEMINI_BASE_URL: baseUrl, MODEL: model = 'gemini-2.5-flash' } = process.env;
// With a store, repetitive lines are elided, and the model retrieves them when it needs them.
const headroom = new Headroom({ store: ':memory:' });
const client = withHeadroom(new GoogleGenAI({ apiKey, ...(baseUrl && { httpOptions: { baseUrl } }) }), { headroom });

const tools = [{ functionDeclarations: [{ name: 'read_log', description: 'Reads the log of today.' }] }];
const contents = [{ role: 'user', parts: [{ text: 'What went wrong today, and what came before it?' }] }];

for (;;) {
  const response = await client.models.generateContent({ model, contents, config: { tools } });
  contents.push(response.candidates[0].content);
  if (!response.functionCalls) break;
  contents.push({
    role: 'user',
    parts: response.functionCalls.map(({ id, name }) => ({
      functionResponse: { id, name, response: { output: readLog() } },
    })),
  });
}

const { parts } = contents.at(-1);
console.log(parts.map(({ text }) => text).join(''));
printSavings(client.headroom);
