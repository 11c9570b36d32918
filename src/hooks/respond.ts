// Answers one payload of an agent's hook, whoever received it. Parts that a silent answer does not need are loaded
// late, because an agent waits for each hook.
import { readFile, stat } from 'node:fs/promises';
import { HOOK_READERS, type HookCall } from '../agents/index.js';
import type { Fields } from '../providers/index.js';
import type { Originals } from '../store/index.js';

/**
 * The maximum length of a text that is read, in characters. Agents wait 10 seconds for a hook, and a slow machine takes
 * about half of that for such a text.
 */
export const MAX_LENGTH: number = 16 * 2 ** 20;
/**
 * The maximum size of a file with an output, in bytes. Short forms of longer ones hardly ever have at most
 * {@link MAX_SHOWN} characters.
 */
const MAX_FILE = 4 * 2 ** 20;
/** Shorter texts are not compressed: little could be saved. */
const MIN_LENGTH = 1000;
/**
 * The maximum length of a short form that replaces the name and the first lines of a file, in characters. These cost
 * about as much, with the call that reads on.
 */
const MAX_SHOWN = 4000;

/** Where a hook is answered. */
export interface Place {
  /** The command line of this program, for agents that run it in place of their command. */
  readonly self: string;
  /** Opens the store of originals. Without one nothing is elided. */
  readonly originals?: (() => Promise<Originals | undefined>) | undefined;
  /** False if others than the user's agent may ask: they could have any file of the user read. */
  readonly readsFiles: boolean;
}

/** True if a word on the command line names an agent whose hook is supported. */
export function isAnswered(agent: string | undefined): agent is string {
  return agent !== undefined && Object.hasOwn(HOOK_READERS, agent);
}

/** Answers a payload, as the agent documents it. Undefined: the agent goes on with the unchanged text. */
export async function respond(agent: string, payload: Fields, place: Place): Promise<object | undefined> {
  const reader = await HOOK_READERS[agent]?.();
  const call = reader?.(payload, place.self);
  if (!call || 'said' in call) return call?.said;
  if (call.file !== undefined && !place.readsFiles) return undefined;
  const text = await wholeText(call);
  if (text.length < MIN_LENGTH || text.length > MAX_LENGTH) return undefined;
  const { shorter } = await import('./compress.js');
  const made = await shorter(text, call, call.mayElide ? await place.originals?.() : undefined);
  if (made === undefined || (call.file !== undefined && made.short.length > MAX_SHOWN)) return undefined;
  const { short, ...tokens } = made;
  const { markOf, writeDown } = await import('./log.js');
  if (call.seenIn) writeDown({ agent, ...call.seenIn, mark: markOf(short), ...tokens });
  return call.answer(short);
}

async function wholeText({ text, file }: HookCall): Promise<string> {
  if (file === undefined) return text;
  const stats = await stat(file);
  return stats.isFile() && stats.size <= MAX_FILE ? readFile(file, 'utf8') : '';
}
