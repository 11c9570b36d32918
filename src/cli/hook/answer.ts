// The hook: a payload on standard input, an answer or nothing on standard output. The exit code is always 0, so that
// the agent goes on whatever happens.
import { launchOf, lineOf } from '../../agents/index.js';
import { isAnswered, MAX_LENGTH, respond } from '../../hooks/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import type { StoringOptions } from '../originals.js';
import { readInput } from './stdin.js';

export { isAnswered };

/** Answers the payload on standard input. Never fails. */
export async function answerHook(agent: string, { store }: StoringOptions = {}): Promise<void> {
  try {
    const payload = await payloadIn();
    // `headroom mcp serve` retrieves what is elided here, in a process of its own.
    const originals =
      store === undefined ? undefined : async () => (await import('../originals.js')).lastingOriginalsOf({ store });
    const place = { self: lineOf(launchOf()), originals, readsFiles: true };
    const said = payload && (await respond(agent, payload, place));
    if (said) await print(JSON.stringify(said));
  } catch {
    // The agent must not see a failure here: it goes on with the unchanged text.
  }
}

/** Reads the payload. Undefined if it is no object, or too long. */
async function payloadIn(): Promise<Fields | undefined> {
  const text = await readInput(MAX_LENGTH);
  const payload: unknown = text && JSON.parse(text);
  return isRecord(payload) ? payload : undefined;
}

/** The agent may have closed its end. */
function print(text: string): Promise<void> {
  process.stdout.on('error', () => undefined);
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
