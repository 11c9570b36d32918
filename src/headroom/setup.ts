// Tests the set-up: each part is used once.
import { HeadroomError, StorageError } from '../errors/index.js';
import { modelInfo } from '../models/index.js';
import type { Message } from '../providers/index.js';
import type { Originals } from '../store/index.js';
import type { CompressResult } from './result.js';

/** A part of the set-up. */
export interface SetupCheck {
  readonly name: 'engine' | 'store' | 'models';
  readonly ok: boolean;
  /** The finding, or the failure. */
  readonly message: string;
  /** How to mend the failure. */
  readonly help: string | undefined;
}

/** The findings of {@link Headroom.validateSetup}. */
export interface Setup {
  readonly ok: boolean;
  readonly checks: readonly SetupCheck[];
}

/** Whether stored texts outlive the process, and whether they are meant to. */
export interface Durability {
  readonly meant: boolean;
  readonly lasting: boolean;
}

/** The parts that are tested. */
export interface Trial {
  readonly compress: (messages: readonly Message[]) => Promise<CompressResult>;
  readonly expand: (messages: readonly Message[]) => Promise<Message[]>;
  readonly originals: () => Promise<Originals> | undefined;
  readonly durability: () => Promise<Durability>;
}

const ROWS = JSON.stringify(
  Array.from({ length: 20 }, (_, id) => ({ id, state: id % 3 === 0 ? 'waiting' : 'running', host: 'worker-1' })),
);
const MESSAGES: readonly Message[] = [
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'list', input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: ROWS }] },
];
/** Always the same text, so that it is stored once. */
const PROBE = 'A text by which the store was tried.';

/** Tests each part. Nothing is thrown. */
export async function validate({ compress, expand, originals, durability }: Trial): Promise<Setup> {
  const checks = [
    await check('engine', async () => {
      const { messages, tokensBefore, tokensAfter } = await compress(MESSAGES);
      const back = await expand(messages);
      if (tokensAfter >= tokensBefore || JSON.stringify(back) !== JSON.stringify(MESSAGES))
        throw new HeadroomError('internal', 'a compressed text was not restored');
      return `${tokensBefore} → ${tokensAfter} tokens and back`;
    }),
    await check('store', async () => {
      const own = await originals();
      if (!own) return 'none: nothing is elided';
      const [handle] = (await own.put([PROBE])) as [string];
      const { text } = await own.retrieve(handle);
      if (text !== PROBE) throw new StorageError('store/damaged', 'a stored text was not restored');
      const { meant, lasting } = await durability();
      if (meant && !lasting)
        throw new StorageError(
          'store/io',
          'its folder cannot be used, so originals are only in memory and are lost when the process ends',
        );
      return `stored and found again${lasting ? '' : ', in memory'}`;
    }),
    await check('models', async () => {
      const { id, asOf } = modelInfo('claude-sonnet');
      return `prices of ${id}: ${asOf ?? 'your own'}`;
    }),
  ];
  return { ok: checks.every(({ ok }) => ok), checks };
}

async function check(name: SetupCheck['name'], work: () => Promise<string>): Promise<SetupCheck> {
  try {
    return { name, ok: true, message: await work(), help: undefined };
  } catch (error) {
    const help = HeadroomError.isInstance(error) ? error.help : undefined;
    return { name, ok: false, message: error instanceof Error ? error.message : String(error), help };
  }
}
