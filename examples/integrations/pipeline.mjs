// An agent on OpenAI's SDK with a compressor of its own before the engine. Needs OPENAI_API_KEY.
//   node examples/integrations/pipeline.mjs
import { Headroom } from '@headroom/native';
import { defineCompressor, TransformPipeline } from '@headroom/native/pipeline';
import OpenAI from 'openai';
import { readLog } from './log.mjs';

const { MODEL: model = 'gpt-5-mini' } = process.env;

/** Says the date once, if all lines begin with it. `expand` is tried on each text before the shorter form is sent. */
const sameDay = defineCompressor({
  name: 'same-day',
  accepts: ({ tool }) => tool === 'read_log',
  compress(text) {
    const day = text.slice(0, '2026-01-01T'.length);
    const lines = text.split('\n');
    const isSame = /^\d{4}-\d\d-\d\dT$/.test(day) && lines.every((line) => line.startsWith(day));
    return isSame ? `all on ${day}\n${lines.map((line) => line.slice(day.length)).join('\n')}` : undefined;
  },
  expand(text) {
    const [head, ...lines] = text.split('\n');
    return lines.map((line) => head.slice('all on '.length) + line).join('\n');
  },
});
const pipeline = new TransformPipeline([sameDay, new Headroom()], {
  onEvent: ({ type, report }) =>
    type === 'stage' && console.log(`${report.name} compressed ${report.compressed} texts`),
});
const client = new OpenAI();

const tools = [{ type: 'function', function: { name: 'read_log', description: 'Reads the log of today.' } }];
const history = [{ role: 'user', content: 'What went wrong today, and what came before it?' }];

let saved = 0;
for (;;) {
  const { messages, tokensBefore, tokensAfter } = await pipeline.transform(history, { model });
  saved = 1 - tokensAfter / tokensBefore;
  const { choices } = await client.chat.completions.create({ model, tools, messages });
  const { message } = choices[0];
  history.push(message);
  if (!message.tool_calls) break;
  history.push(...message.tool_calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: readLog() })));
}

console.log(history.at(-1).content);
console.log(`${(100 * saved).toFixed(1)} % saved`);
