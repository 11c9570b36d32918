// Compresses the requests in a WebSocket of OpenAI's Responses API, and counts its responses. Everything else passes
// byte for byte, in the order in which it came.
import { Transform } from 'node:stream';
import { errorIn, fieldsIn, noteLongTexts } from '../../wire/index.js';
import type { Turned } from '../gate/index.js';
import { Calls, saidIn, type Opened } from './calls.js';
import { FrameReader, textFrame, withText, type Piece } from './frames.js';

/** Maximum length of an event of the provider that is read, in bytes. */
const MAX_EVENT_BYTES = 16 * 2 ** 20;
const NOTHING = Buffer.alloc(0);

/** The two directions of a WebSocket. */
export class ResponsesSocket {
  /** From the client to the provider. */
  readonly outgoing: Transform;
  /** From the provider to the client. */
  readonly incoming: Transform;
  readonly #opened: Opened;
  readonly #calls: Calls;
  readonly #events = new FrameReader(MAX_EVENT_BYTES);
  /** Our own events that wait for the end of the provider's. */
  #waiting: Buffer[] = [];

  constructor(opened: Opened) {
    this.#opened = opened;
    this.#calls = new Calls(opened);
    const requests = new FrameReader(opened.app.limits.inspectedBytes);
    this.outgoing = new Transform({
      transform: (chunk: Buffer, _encoding, done) => void this.#pass(requests.push(chunk)).then(() => done(), done),
    });
    this.incoming = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        for (const { text } of this.#events.push(chunk)) if (text) this.#calls.heard(text);
        this.incoming.push(chunk);
        this.#tell();
        done();
      },
    });
  }

  /** Counts the requests whose responses have not ended. */
  close(isClientGone: boolean): void {
    this.#calls.close(isClientGone);
  }

  async #pass(pieces: Iterable<Piece>): Promise<void> {
    for (const piece of pieces) {
      const bytes = piece.text ? await this.#sent(piece.bytes, piece.text).catch(() => piece.bytes) : piece.bytes;
      if (bytes.length > 0) this.outgoing.push(bytes);
    }
  }

  /** The frame to send for a frame of the client. */
  async #sent(frame: Buffer, text: Buffer): Promise<Buffer> {
    await noteLongTexts(text);
    const fields = fieldsIn(text);
    if (!fields) this.#calls.sentIllegible();
    if (saidIn(text, fields, 'type') !== 'response.create') return frame;
    const since = performance.now();
    const { app, request, target } = this.#opened;
    const stream = saidIn(text, fields, 'stream_id');
    app.ledger.count('requests');
    const { turned, counted } = app.gate.check(request, target);
    if (turned) {
      const { route, upstream, model } = target;
      app.ledger.refuse(counted!, { route: route?.name, upstream: upstream.name, model, status: turned.status });
      this.#refuse(turned, stream);
      return NOTHING;
    }
    const conversation = this.#calls.conversationOf(saidIn(text, fields, 'previous_response_id'));
    const prepared = await app.compressor!.prepareEvent(text, target, conversation);
    this.#calls.sent(prepared, stream, since);
    return prepared.isChanged ? withText(frame, prepared.body) : frame;
  }

  /** Answers a request as its provider would refuse it. */
  #refuse({ status, message, type }: Turned, stream: string | undefined): void {
    const error = { type: 'error', status, ...errorIn('responses', status, message, type), stream_id: stream };
    this.#waiting.push(textFrame(Buffer.from(JSON.stringify(error))));
    this.#tell();
  }

  /** Sends our own events, if the provider's last one has ended. */
  #tell(): void {
    if (!this.#events.isBetween || this.incoming.writableEnded || this.incoming.destroyed) return;
    for (const frame of this.#waiting.splice(0)) this.incoming.push(frame);
  }
}
