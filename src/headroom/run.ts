// One call: from messages and options to a result.
import { layered } from '../config/index.js';
import { controlled, fromNative, serialize } from '../engine/index.js';
import { ConfigurationError, errorOf } from '../errors/index.js';
import { native, type CompressOptions as EngineOptions, type Control, type Request, type Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { read, replace } from './conversation.js';
import { CompressResult } from './result.js';

/**
 * What is done with a request. `optimize`: its texts are made smaller. `simulate`: the same, but nothing is stored: handles lead nowhere, and it must not be sent.
 * `audit`: the messages come back as they are, and the figures say what could be saved.
 */
export type Mode = 'optimize' | 'simulate' | 'audit';

/** What an instance, or a call, may set besides what the addon knows. */
export interface Settings extends EngineOptions {
  /** What is done with the messages. Default: `optimize`. */
  mode?: Mode;
  /**
   * Whether it is an error where a text, or a body, goes as it is because it could not be looked at to the end, or where nothing is left out because it
   * cannot be stored. For tests: else the original goes, and the result says why. Default: false.
   */
  strict?: boolean;
}

/** How a conversation is compressed. What is not set here is taken from the instance, then from headroom.json, then from the environment. */
export interface CompressOptions extends Settings {
  /**
   * What the messages may cost, in estimated tokens. Where they cost more when they are compressed, whole turns are dropped: the oldest first, but those that
   * later ones refer to last. Instructions, what the user wanted at first and the last `keepTurns` turns stay. What was dropped is in the store, behind a note
   * at the end of what the user wanted. This breaks the provider's cache: `fitted` says where. Not for bodies, nor in a session.
   */
  tokenBudget?: number;
  /** How many turns at the end a `tokenBudget` leaves. Default: 4. */
  keepTurns?: number;
  /** The model that will read the messages: tokens are counted as it does. */
  model?: string;
  /** What the request is about. Only the policy `oneshot` may look at it. */
  query?: string;
  /** Ends the work, within a text as well; the promise is rejected with its reason. */
  signal?: AbortSignal;
  /** Is told how many bytes are done, about ten times a second. */
  onProgress?: (bytes: number) => void;
}

/** Hands a request to the addon; `options` in JSON. */
export type Work = (request: Request, options: string | undefined, control: Control, how: { readonly exactOnly: boolean; readonly mode: Mode }) => Promise<Texts>;

const MODES: readonly unknown[] = ['optimize', 'simulate', 'audit'] satisfies Mode[];

/** How many turns at the end a budget leaves unless it is said. */
export const KEPT_TURNS = 4;

/** How often progress is told, in milliseconds. */
const TICK = 100;

/** Has `work` done for the messages, with `options` where they are set and `own` where they are not. */
export async function run<M extends Message>(messages: readonly M[], own: Settings, options: CompressOptions, work: Work): Promise<CompressResult<M>> {
  serialize(options);
  const { model, query, signal, onProgress, tokenBudget, keepTurns: _keepTurns, ...rest } = options;
  if (tokenBudget !== undefined) throw new ConfigurationError('option `tokenBudget`: only where messages are compressed to be sent, and not in a session, which keeps what it sent', 'tokenBudget');
  if (query !== undefined && typeof query !== 'string') throw new ConfigurationError('option `query`: a string', 'query');
  signal?.throwIfAborted();
  const { mode, strict, engine } = settings(layered(own, rest));
  const control = new native.Control();
  const stop = onProgress && follow(control, onProgress);
  try {
    const json = serialize(engine);
    // Wrong options are refused even where there is nothing to compress.
    native.checkOptions(json);
    const reading = await read(messages, engine.frozenMessageCount ?? 0, query);
    signal?.throwIfAborted();
    const texts = await controlled(() => work(reading.request, json, control, { exactOnly: engine.exactOnly === true, mode }), signal, control);
    if (strict) refuse(texts);
    return mode === 'audit' ? new CompressResult([...messages], texts, { model, audited: true }) : new CompressResult(await replace(messages, reading, texts), texts, { model });
  } catch (error) {
    throw signal?.aborted ? signal.reason : fromNative(error);
  } finally {
    stop?.();
  }
}

/** What the addon is told, and what it is not. @throws {@link ConfigurationError} for a value that cannot be. */
export function settings({ mode = 'optimize', strict = false, ...engine }: Settings): { readonly mode: Mode; readonly strict: boolean; readonly engine: EngineOptions } {
  if (!MODES.includes(mode)) throw new ConfigurationError(`option \`mode\`: one of ${MODES.join(', ')}`, 'mode');
  if (typeof strict !== 'boolean') throw new ConfigurationError('option `strict`: true or false', 'strict');
  return { mode, strict, engine };
}

function refuse(texts: Texts): void {
  const [failure] = texts.failures();
  if (failure !== undefined) throw errorOf(failure, `strict: a text could not be looked at to the end (${failure})`);
  if (texts.withheld) throw errorOf(texts.withheld, `strict: what would be left out cannot be stored (${texts.withheld})`);
}

function follow(control: Control, onProgress: (bytes: number) => void): () => void {
  const timer = setInterval(() => onProgress(control.done), TICK);
  return () => {
    clearInterval(timer);
    onProgress(control.done);
  };
}
