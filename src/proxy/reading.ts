// Reads the token usage from a response while the response passes to the client.
import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { isRecord, type Fields } from '../providers/index.js';
import { usageOf, type Usage } from '../usage/index.js';
import { decoderOf, EventStreamReader, isAwsStream, SseReader, unwrapped } from '../wire/index.js';
import { isEventStream } from './headers.js';

/** Maximum length of a response, or of an event, that is read, in bytes. */
const MAX_BYTES = 16 * 2 ** 20;
/** The fields with the usage, in the shapes of all providers. */
const NAMES = ['usage', 'usageMetadata'];
/** The fields with the reason for a cache miss: Anthropic's and OpenAI's. */
const WITNESSES: readonly (readonly [field: string, name: string])[] = [
  ['diagnostics', 'cache_miss_reason'],
  ['prompt_cache_diagnostics', 'reason'],
];

/** Events that have none of these need not be parsed. */
const SIGNS = ['"usage', '"input_transformations"'];

/** The facts in the responses to a request. */
export interface Reported {
  readonly usage: Usage | undefined;
  /** The provider's reason for a cache miss, or for leaving out a part of the request. */
  readonly missReason: string | undefined;
}

/** Reads one response. */
export class UsageReading {
  #found: Record<string, Fields> = {};
  #missReason: string | undefined;
  #isOff = false;
  #length = 0;
  readonly #sse: SseReader | undefined;
  readonly #events: EventStreamReader | undefined;
  #chunks: Buffer[] = [];
  readonly #decoder: Transform | undefined;
  readonly #decoded: Promise<void>;

  constructor({ headers }: Pick<IncomingMessage, 'headers'>) {
    const encoding = headers['content-encoding'];
    if (isEventStream(headers)) this.#sse = new SseReader();
    if (isAwsStream(headers['content-type'])) this.#events = new EventStreamReader();
    this.#decoder = decoderOf(encoding);
    this.#isOff = encoding !== undefined && encoding !== 'identity' && !this.#decoder;
    this.#decoded = this.#decoder ? this.#listen(this.#decoder) : Promise.resolve();
  }

  /** Takes a piece of the body as it arrived. */
  take(chunk: Buffer): void {
    if (this.#isOff) return;
    if (this.#decoder) this.#decoder.write(chunk);
    else this.#read(chunk);
  }

  /** The usage, once the body has ended. Undefined if the response has none. */
  async usage(): Promise<Usage | undefined> {
    this.#decoder?.end();
    await this.#decoded;
    if (!this.#sse && !this.#events && !this.#isOff) this.#look(Buffer.concat(this.#chunks).toString());
    return Object.keys(this.#found).length === 0 ? undefined : usageOf(this.#found);
  }

  /** The provider's reason for a cache miss, once the body has ended. */
  get missReason(): string | undefined {
    return this.#missReason;
  }

  #listen(decoder: Transform): Promise<void> {
    return new Promise((resolve) => {
      decoder.on('data', (chunk: Buffer) => this.#read(chunk));
      decoder.on('error', () => resolve());
      decoder.on('end', resolve);
      decoder.on('close', resolve);
    });
  }

  #read(chunk: Buffer): void {
    if (this.#isOff) return;
    this.#length += chunk.length;
    const held = (this.#sse ?? this.#events)?.waiting ?? this.#length;
    if (held > MAX_BYTES) {
      this.#isOff = true;
      this.#chunks = [];
      this.#decoder?.destroy();
      return;
    }
    if (this.#events) {
      for (const { payload } of this.#events.push(chunk)) this.#lookIn(payload);
      return;
    }
    if (!this.#sse) {
      this.#chunks.push(chunk);
      return;
    }
    for (const event of this.#sse.push(chunk))
      if (SIGNS.some((sign) => event.raw.includes(sign))) this.#look(event.data);
  }

  #lookIn(payload: string | undefined): void {
    const json = payload === undefined ? '' : unwrapped(payload);
    if (SIGNS.some((sign) => json.includes(sign))) this.#look(json);
  }

  /** Later counts replace earlier ones, because a stream counts its output only at its end. */
  #look(json: string | undefined): void {
    for (const holder of parsed(json).flatMap((value) => [value, value['message'], value['response']])) {
      for (const name of NAMES) {
        const said = isRecord(holder) ? holder[name] : undefined;
        if (isRecord(said)) this.#found[name] = { ...this.#found[name], ...set(said) };
      }
      if (isRecord(holder)) this.#missReason ??= reasonIn(holder);
    }
  }
}

/**
 * The reason for a cache miss, or for which the provider left out something of the request, such as reasoning. Reasons
 * become labels of metrics, so only words are accepted.
 */
export function reasonIn(holder: Fields): string | undefined {
  const { input_transformations: changes } = holder;
  const change = Array.isArray(changes) ? changes.find((change) => isRecord(change) && isWord(change['reason'])) : null;
  if (change) return (change as { reason: string }).reason;
  for (const [field, name] of WITNESSES) {
    const said = holder[field];
    const reason = isRecord(said) ? said[name] : undefined;
    // In some versions Anthropic has an object with the reason as its type.
    const word = isRecord(reason) ? reason['type'] : reason;
    if (isWord(word)) return word;
  }
  return undefined;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z_]{1,64}$/.test(value);
}

function set(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** Gemini streams a list of responses unless it is asked for events. */
function parsed(json: string | undefined): Fields[] {
  try {
    const value: unknown = JSON.parse(json ?? 'null');
    return (Array.isArray(value) ? value : [value]).filter(isRecord);
  } catch {
    return [];
  }
}
