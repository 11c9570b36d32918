// Compresses messages for gateways. The wire format is that of other context compressors, so gateways know it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeadroomError } from '../../errors/index.js';
import { share } from '../../format/index.js';
import type { CompressResult } from '../../headroom/index.js';
import { isRecord } from '../../providers/index.js';
import type { App } from '../app.js';
import { isBypassed } from '../headers.js';
import { sendError, sendJson } from '../reply.js';
import { readObject } from './json.js';
import type { OwnRoute } from './route.js';

/** The modes that a request may name. Nothing is elided in any of them without `elide`, because gateways only redeem hexadecimal hashes, and our handles are not hexadecimal. */
const MODES: ReadonlySet<unknown> = new Set([undefined, null, 'ccr', 'lossy_inline', 'lossless_then_lossy']);

export const compress: OwnRoute = { method: 'POST', path: '/v1/compress', access: 'own', run };

async function run(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readObject(app, request, response);
  if (!body) return;
  const { messages = body['input'], model, config } = body;
  const asked = isRecord(config) ? config : {};
  const frozen = asked['frozen_message_count'] ?? 0;
  if (!Array.isArray(messages)) return sendError(response, 400, '`messages` is a list of messages.');
  if (!MODES.has(asked['mode'])) return sendError(response, 400, '`config.mode` is `ccr` or not set.');
  if (!Number.isSafeInteger(frozen) || (frozen as number) < 0)
    return sendError(response, 400, '`config.frozen_message_count` is a whole number from 0 on.');
  const { elide = false } = asked;
  if (typeof elide !== 'boolean') return sendError(response, 400, '`config.elide` is true or false.');
  if (isBypassed(request.headers) || !app.compressor) return give(response, answered(messages));
  try {
    const options = {
      ...(typeof model === 'string' && { model }),
      ...(frozen !== 0 && { frozenMessageCount: frozen as number }),
    };
    const result = await app.compressor.compress(messages, options, elide && app.originals !== undefined);
    count(app, model, result);
    give(response, answered(result.messages, result));
  } catch (error) {
    // The client has the original, and sends it instead.
    if (error instanceof HeadroomError && error.code === 'configuration') sendError(response, 400, error.message);
    else give(response, { ...answered(messages), compression_skipped: true, skip_reason: 'error' });
  }
}

/** Sends an answer. Messages that are too deep could be read, but cannot be written. */
function give(response: ServerResponse, answer: object): void {
  try {
    sendJson(response, 200, answer);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    sendError(response, 400, 'the messages are nested too deeply.');
  }
}

/** Counts the tokens. Gateways do not report usage. */
function count({ ledger }: App, model: unknown, { tokensBefore, tokensAfter, compressed }: CompressResult): void {
  ledger.add({
    route: 'compress',
    isAnswered: false,
    upstream: '',
    model: typeof model === 'string' ? model : undefined,
    project: undefined,
    status: 200,
    tokensBefore,
    tokensAfter: compressed ? tokensAfter : tokensBefore,
    couldSave: compressed ? 0 : tokensBefore - tokensAfter,
    isCompressed: compressed,
    isCached: false,
    isShadow: false,
    skipped: undefined,
    lineage: undefined,
    pruned: undefined,
    usage: undefined,
    missReason: undefined,
    conversation: undefined,
    retrievals: 0,
    overheadMs: 0,
    firstMs: 0,
    totalMs: 0,
  });
}

interface Outcome {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly transformsApplied: readonly string[];
  readonly ccrHashes: readonly string[];
}

const NOTHING: Outcome = { tokensBefore: 0, tokensAfter: 0, transformsApplied: [], ccrHashes: [] };

/** `compression_ratio` is the share that is left. In `CompressResult` it is the share that was saved. */
function answered(messages: readonly unknown[], outcome: Outcome = NOTHING): object {
  const { tokensBefore, tokensAfter, transformsApplied, ccrHashes } = outcome;
  return {
    messages,
    tokens_before: tokensBefore,
    tokens_after: tokensAfter,
    tokens_saved: tokensBefore - tokensAfter,
    compression_ratio: tokensBefore === 0 ? 1 : share(tokensAfter, tokensBefore),
    transforms_applied: transformsApplied,
    ccr_hashes: ccrHashes,
  };
}
