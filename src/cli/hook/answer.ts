// The hook itself: a payload on standard input, an answer or silence on standard output. Whatever happens, the agent goes on: the exit code is always 0.
import { readFile, stat } from 'node:fs/promises';
import { HOOK_READERS, launchOf, lineOf, type HookCall } from '../../agents/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import type { StoringOptions } from '../originals.js';

/** Longest payload that is read, and longest text, in characters. */
const MAX_LENGTH = 64 * 2 ** 20;
/** Texts are not looked at below this length: little could be saved. */
const MIN_LENGTH = 1000;
/** Longest text that stands in for the name of a file and the start of what is in it: about what these cost with a call that reads on. */
const MAX_SHOWN = 4000;

/** Whether a word on the command line is an agent whose hook is answered. */
export function isAnswered(agent: string | undefined): agent is string {
  return agent !== undefined && Object.hasOwn(HOOK_READERS, agent);
}

/** Answers what stands on standard input. Never fails. */
export async function answerHook(agent: string, options: StoringOptions = {}): Promise<void> {
  process.stdout.on('error', () => undefined);
  try {
    const said = await answerTo(agent, await payloadIn(), options);
    if (said) await new Promise<void>((resolve) => process.stdout.write(JSON.stringify(said), () => resolve()));
  } catch {
    // What fails here must not be seen by the agent, which goes on with the text as it is.
  }
}

async function answerTo(
  agent: string,
  payload: Fields | undefined,
  options: StoringOptions,
): Promise<object | undefined> {
  const reader = await HOOK_READERS[agent]?.();
  const call = payload && reader?.(payload, lineOf(launchOf()));
  if (!call || 'said' in call) return call?.said;
  const text = await wholeText(call);
  if (text.length < MIN_LENGTH || text.length > MAX_LENGTH) return undefined;
  const made = await (await import('./compress.js')).shorter(text, call, options);
  if (made === undefined || (call.file !== undefined && made.short.length > MAX_SHOWN)) return undefined;
  const { short, ...tokens } = made;
  const { markOf, writeDown } = await import('./log.js');
  writeDown({ agent, ...call.seenIn, mark: markOf(short), ...tokens });
  return call.answer(short);
}

async function wholeText({ text, file }: HookCall): Promise<string> {
  if (file === undefined) return text;
  const { size } = await stat(file);
  return size > MAX_LENGTH ? '' : readFile(file, 'utf8');
}

/** The payload; undefined where it is none, or too long. It is read to its end, so that the agent can write all of it. */
async function payloadIn(): Promise<Fields | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_LENGTH) chunks.push(chunk);
  }
  if (length > MAX_LENGTH) return undefined;
  const payload: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return isRecord(payload) ? payload : undefined;
}
