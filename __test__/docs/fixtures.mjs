// Files for examples: a log, some JSON, a conversation and its transcript.
import { readFileSync } from 'node:fs';

const demo = (name) => readFileSync(new URL(`../../examples/demo/data/${name}.json`, import.meta.url), 'utf8');
const two = (number) => String(number).padStart(2, '0');

/** 300 jobs that succeed, and a job that fails. */
const BUILD_LOG = Array.from({ length: 300 }, (_, at) => {
  const time = `2026-03-01 10:${two(Math.floor(at / 60))}:${two(at % 60)}`;
  const failure = `${time} ERROR worker-3: job 4170 failed: no space left on device\n`;
  return `${time} INFO  worker-${(at * 7) % 5}: job ${4000 + at} done in ${10 + ((at * 13) % 19)} ms\n${at === 170 ? failure : ''}`;
}).join('');

/** The demo's conversation in the form of an agent's transcript. */
const SESSION = JSON.parse(demo('conversation'))
  .messages.map((message) => `${JSON.stringify({ type: message.role, message })}\n`)
  .join('');

/** The files, by name. */
export const FILES = {
  'build.log': BUILD_LOG,
  'orders.json': demo('orders'),
  'conversation.json': demo('conversation'),
  'session.jsonl': SESSION,
};
