// The hook: a payload on standard input, an answer or nothing on standard output. The exit code is always 0, so that
// the agent goes on whatever happens.
import { launchOf, lineOf } from '../../agents/index.js';
import { isAnswered, MAX_LENGTH, respond } from '../../hooks/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import type { StoringOptions } from '../originals.js';

export { isAnswered };

/** Answers the payload on standard input. Never fails. */
export async function answerHook(agent: string, { store }: StoringOptions = {}): Promise<void> {
  process.stdout.on('error', () => undefined);
  try {
    const payload = await payloadIn();
    const originals =
      store === undefined ? undefined : async () => (await import('../originals.js')).originalsOf({ store });
    const said = payload && (await respond(agent, payload, { self: lineOf(launchOf()), originals }));
    if (said) await new Promise<void>((resolve) => process.stdout.write(JSON.stringify(said), () => resolve()));
  } catch {
    // The agent must not see a failure here: it goes on with the unchanged text.
  }
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
