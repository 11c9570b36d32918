// The requests in a WebSocket, from the event that sends one to the event that ends its response.
import { fieldsIn, textIn, unchanged, type Prepared, type Span } from '../../wire/index.js';
import { count, type Call } from '../exchange.js';
import { look } from '../insight.js';
import { UsageReading } from '../reading.js';

/** Maximum number of requests without a response that are followed. The oldest are forgotten first. */
const MAX_OPEN = 16;
/** Maximum number of responses whose conversations are remembered. The oldest are forgotten first. */
const MAX_RESPONSES = 1000;
const NO_BODY = Buffer.alloc(0);
const BEGIN = 'response.created';
/** The events that end a response. */
const ENDS: ReadonlySet<string | undefined> = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
  'error',
]);

/** The facts about a WebSocket that its requests share. */
export type Opened = Pick<Call, 'app' | 'request' | 'target'>;

/** A request whose response has not ended. */
interface Open extends Pick<Call, 'prepared' | 'since'> {
  /** The name of its stream, if the client has several in one socket. */
  readonly stream: string | undefined;
  /** The id of its response, and the time when it began, by `performance.now`. */
  response?: string | undefined;
  headAt?: number;
}

/** The facts in an event of the provider. */
interface Heard {
  readonly type: string | undefined;
  readonly status: number;
  readonly stream: string | undefined;
  readonly response: string | undefined;
  readonly model: string | undefined;
}

export class Calls {
  readonly #opened: Opened;
  #open: Open[] = [];
  /** The number of texts that are no requests, and which the provider has not refused yet. */
  #illegible = 0;
  /** The keys of conversations, by the ids of responses in them. */
  readonly #conversations = new Map<string, string>();

  constructor(opened: Opened) {
    this.#opened = opened;
  }

  /** The key of the conversation that has a response. Undefined if it is not known. */
  conversationOf(response: string | undefined): string | undefined {
    return response === undefined ? undefined : this.#conversations.get(response);
  }

  /** Notes that a request is sent. */
  sent(prepared: Prepared, stream: string | undefined, since: number): void {
    this.#open.push({ prepared, stream, since });
    if (this.#open.length > MAX_OPEN) this.#open.shift();
  }

  /** Notes a text that is no JSON object. The provider refuses it with an event `error`. */
  sentIllegible(): void {
    this.#illegible += 1;
  }

  /** Reads an event of the provider. */
  heard(event: Buffer): void {
    const heard = heardIn(event);
    if (heard.type !== BEGIN && !ENDS.has(heard.type)) return;
    const call = this.#callOf(heard) ?? this.#unread(heard);
    if (!call) return;
    call.headAt ??= performance.now();
    call.response ??= heard.response;
    if (ENDS.has(heard.type)) this.#end(call, heard, event).catch(() => undefined);
  }

  /** Counts the requests whose responses have not ended when the connection does. */
  close(isClientGone: boolean): void {
    for (const call of this.#open.splice(0)) {
      if (!isClientGone) this.#opened.app.ledger.count('brokenOff');
      // A client that left before its response began is not told a status.
      if (isClientGone && call.headAt === undefined) continue;
      const status = call.headAt === undefined ? 502 : 200;
      count({ ...this.#opened, ...call }, { status, headAt: call.headAt ?? performance.now() });
    }
  }

  /** The request of an event. Responses begin in the order of their requests, in each stream. */
  #callOf({ response, stream }: Heard): Open | undefined {
    const own = response === undefined ? undefined : this.#open.find((call) => call.response === response);
    const next = this.#open.filter((call) => response === undefined || call.response === undefined);
    return own ?? next.find((call) => call.stream === stream) ?? next[0];
  }

  /** A request that was passed on unread, as its response shows. */
  #unread({ type, model, stream }: Heard): Open | undefined {
    if (type === 'error' && this.#illegible === 0) return undefined;
    if (type === 'error') this.#illegible -= 1;
    this.#opened.app.ledger.count('requests');
    this.sent({ ...unchanged(NO_BODY, 'unreadable'), model }, stream, performance.now());
    return this.#open.at(-1);
  }

  async #end(call: Open, { status, response }: Heard, event: Buffer): Promise<void> {
    this.#open = this.#open.filter((other) => other !== call);
    const conversation = call.prepared?.conversation;
    if (conversation !== undefined && response !== undefined) this.#remember(response, conversation);
    const reading = new UsageReading({ headers: {} });
    reading.take(event);
    const usage = await reading.usage();
    const own = { ...this.#opened, ...call };
    const ended = { status, usage, missReason: reading.missReason, headAt: call.headAt! };
    look(own, count(own, ended), ended);
  }

  #remember(response: string, conversation: string): void {
    this.#conversations.set(response, conversation);
    const [oldest] = this.#conversations.keys();
    if (this.#conversations.size > MAX_RESPONSES) this.#conversations.delete(oldest!);
  }
}

function heardIn(event: Buffer): Heard {
  const fields = fieldsIn(event);
  const type = saidIn(event, fields, 'type');
  const span = fields?.get('response');
  const response = span ? event.subarray(span.start, span.end) : NO_BODY;
  const own = fieldsIn(response);
  return {
    type,
    status: type === 'error' ? errorStatusIn(event, fields) : 200,
    stream: saidIn(event, fields, 'stream_id'),
    response: saidIn(response, own, 'id'),
    model: saidIn(response, own, 'model'),
  };
}

/** The text of a field. */
export function saidIn(
  source: Buffer,
  fields: ReadonlyMap<string, Span> | undefined,
  name: string,
): string | undefined {
  const span = fields?.get(name);
  return span && textIn(source, span);
}

function errorStatusIn(event: Buffer, fields: ReadonlyMap<string, Span> | undefined): number {
  const span = fields?.get('status');
  const status = span ? Number(event.toString('latin1', span.start, span.end)) : Number.NaN;
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : 500;
}
