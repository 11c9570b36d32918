// Sends a page as text, in two instances.
import { readFileSync } from 'node:fs';
import { Headroom } from '@headroom/native';

const data = readFileSync(process.env.IMAGE, 'utf8');
const model = 'claude-sonnet-4-5';
const request = (own) => [
  { role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: own } }] },
];
const outcome = { reports: [], texts: [] };
for (const scope of ['one', 'two']) {
  const headroom = new Headroom({ store: ':memory:', scope, images: 'text' });
  const { messages, images } = await headroom.compress(request(data), { model });
  outcome.reports.push(...images);
  outcome.texts.push(messages[0].content[0].text);
}
console.log(JSON.stringify(outcome));
