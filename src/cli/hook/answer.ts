// The hook: a payload on standard input, an answer or nothing on standard output. The exit code is always 0, so that
// the agent goes on whatever happens.
import { readFile, stat } from 'node:fs/promises';
import { HOOK_READERS, launchOf, lineOf, type HookCall } from '../../agents/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import type { StoringOptions } from '../originals.js';

/** The maximum length of a payload that is read, and of a text, in characters. */
const MAX_LENGTH = 64 * 2 ** 20;
/** Shorter texts are not compressed: little could be saved. */
const MIN_LENGTH = 1000;
/**
 * The maximum length of a short form that replaces the name and the first lines of a file, in characters. These cost
 * about as much, with the call that reads on.
 */
const MAX_SHOWN = 4000;

/** True if a word on the command line names an agent whose hook is supported. */
export function isAnswered(agent: string | undefined): agent is string {
  return agent !== undefined && Object.hasOwn(HOOK_READERS, agent);
}

/** Answers the payload on standard input. Never fails. */
export async function answerHook(agent: string, options: StoringOptions = {}): Promise<void> {
  process.stdout.on('error', () => undefined);
  try {
    const said = await answerTo(agent, await payloadIn(), options);
    if (said) await new Promise<void>((resolve) => process.stdout.write(JSON.stringify(said), () => resolve()));
  } catch {
    // The agent must not see a failure here: it goes on with the unchanged text.
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

/**
 * Reads the payload. Undefined if it is not valid or too long. All of it is read, so that the agent's write succeeds.
 */
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
