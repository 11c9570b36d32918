// JSON-RPC over two streams, one message on each line. Unlike the SDK's own transport, it answers a message that is
// too long, and ends with its client.
import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  isJSONRPCRequest,
  JSONRPCMessageSchema,
  type JSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { MAX_MESSAGE_BYTES, tooLong } from '../limits.js';
import { Lines } from './lines.js';

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/** The connection to the parent process. */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  /** Resolves when the client has gone and its last request is answered. */
  readonly ended: Promise<void>;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #underWay = new Set<RequestId>();
  #isOver = false;
  #end!: () => void;

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  async start(): Promise<void> {
    const lines = new Lines(
      { line: (text) => this.#receive(text), tooLong: (ends) => this.#refuse(ends) },
      MAX_MESSAGE_BYTES,
    );
    this.#input
      .on('data', (chunk: Buffer) => lines.push(chunk))
      .on('end', () => lines.end())
      .on('close', () => this.#over())
      .on('end', () => this.#over())
      .on('error', () => this.#over());
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await new Promise<void>((resolve) => this.#output.write(`${JSON.stringify(message)}\n`, () => resolve()));
    if (!('method' in message) && message.id !== undefined) this.#answered(message.id);
  }

  async close(): Promise<void> {
    this.#input.removeAllListeners('data').pause();
    this.#end();
    this.onclose?.();
  }

  #receive(text: string): void {
    const message = messageIn(text);
    if (message) this.#pass(message);
    else this.#fail(null, PARSE_ERROR, 'This is no JSON-RPC message. Send one in a line, as MCP says.');
  }

  #pass(message: JSONRPCMessage): void {
    if (isJSONRPCRequest(message)) this.#underWay.add(message.id);
    // A cancelled request gets no answer.
    const { method, params } = message as { method?: string; params?: { requestId?: RequestId } };
    if (method === 'notifications/cancelled' && params?.requestId !== undefined) this.#answered(params.requestId);
    this.onmessage?.(message);
  }

  /** A tool call gets the answer of a tool, because the model reads that. */
  #refuse([head, tail]: readonly [string, string]): void {
    const id = idIn(head, tail);
    const isCall = /"method"\s*:\s*"tools\/call"/.test(head) || /"method"\s*:\s*"tools\/call"/.test(tail);
    const result = { content: [{ type: 'text', text: tooLong() }], isError: true };
    if (id === null || !isCall) this.#fail(id, INVALID_REQUEST, tooLong());
    else this.#output.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
  }

  #fail(id: RequestId | null, code: number, message: string): void {
    this.#output.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`);
  }

  #answered(id: RequestId): void {
    this.#underWay.delete(id);
    if (this.#isOver && this.#underWay.size === 0) this.#end();
  }

  #over(): void {
    this.#isOver = true;
    if (this.#underWay.size === 0) this.#end();
  }
}

function messageIn(text: string): JSONRPCMessage | undefined {
  try {
    const { success, data } = JSONRPCMessageSchema.safeParse(JSON.parse(text));
    return success ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Finds the id of a message of which only the ends are known: it is among the first fields, or the last one. */
function idIn(head: string, tail: string): RequestId | null {
  const [, found] =
    /^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"id"\s*:\s*(\d{1,15}|"[^"\\]{0,200}")/.exec(head) ??
    /"id"\s*:\s*(\d{1,15}|"[^"\\]{0,200}")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/.exec(tail) ??
    [];
  return found === undefined ? null : (JSON.parse(found) as RequestId);
}
