// Handles calls of `headroom_retrieve` that stand beside calls of other tools. They go to the client, which does not
// know the tool and answers with an error. Each request replaces these results by ours.
import type { Headroom } from '../../headroom/index.js';
import { fieldsOf, isRecord, type Fields } from '../../providers/index.js';
import { idOfCall, isOwnCall } from '../../tool/index.js';
import { elementsIn, fieldsIn, isList, type Span } from '../fields.js';
import { LISTS } from './conversation.js';

const NAME = '"headroom_retrieve"';
/** The fields in which messages have lists of blocks. Elsewhere a message is a call or a result itself. */
const BLOCKS = ['content', 'parts'];
/** The maximum number of calls in a conversation that are answered. */
const MAX_CALLS = 128;

/** Returns the request with our answers instead of the client's. */
export async function withAnswers(source: Buffer, headroom: Pick<Headroom, 'handleToolCall'>): Promise<Buffer> {
  const fields = fieldsIn(source);
  const list = LISTS.map((name) => fields?.get(name)).find((span) => span !== undefined);
  if (!list || !source.subarray(list.start, list.end).includes(NAME)) return source;
  const calls: Fields[] = [];
  const pieces: Buffer[] = [];
  let at = 0;
  for (const span of unitsIn(source, list)) {
    const unit = fieldsOf(valueAt(source, span));
    calls.push(...callsIn(unit));
    const call = calls.find((own) => isAnsweredBy(own, unit));
    if (!call || calls.length > MAX_CALLS) continue;
    // Gemini's calls may have no ids. Each is answered once, in order.
    if (idOfCall(call) === undefined) calls.splice(calls.indexOf(call), 1);
    const { is_error: _isError, ...rest } = unit;
    const answer = await headroom.handleToolCall(call);
    pieces.push(source.subarray(at, span.start), Buffer.from(JSON.stringify({ ...rest, ...(answer as object) })));
    at = span.end;
  }
  return at === 0 ? source : Buffer.concat([...pieces, source.subarray(at)]);
}

/** All blocks of messages, and the messages that have no blocks. */
function* unitsIn(source: Buffer, list: Span): Generator<Span, void, undefined> {
  for (const message of elementsIn(source, list)) {
    const fields = fieldsIn(source.subarray(message.start, message.end));
    const found = BLOCKS.map((name) => fields?.get(name)).find((span) => span !== undefined);
    const blocks = found && { start: message.start + found.start, end: message.start + found.end };
    const hasBlocks = blocks !== undefined && isList(source, blocks);
    if (hasBlocks) yield* elementsIn(source, blocks);
    // Chat Completions has calls beside blocks, and results with blocks in them.
    if (!hasBlocks || fields?.has('tool_calls') || fields?.has('tool_call_id')) yield message;
  }
}

function callsIn(unit: Fields): Fields[] {
  const { tool_calls: several } = unit;
  return (Array.isArray(several) ? several : [unit]).filter(isRecord).filter((call) => isOwnCall(call));
}

/** True if a unit is the result of a call. */
function isAnsweredBy(call: Fields, unit: Fields): boolean {
  const { type, role, functionResponse, toolResult } = unit;
  const id = idOfCall(call);
  if (isRecord(functionResponse))
    return functionResponse['name'] === 'headroom_retrieve' && (functionResponse['id'] ?? undefined) === id;
  if (isRecord(toolResult)) return toolResult['toolUseId'] === id;
  if (type === 'tool_result') return unit['tool_use_id'] === id;
  if (type === 'function_call_output') return unit['call_id'] === id;
  return role === 'tool' && unit['tool_call_id'] === id;
}

function valueAt(source: Buffer, { start, end }: Span): unknown {
  try {
    return JSON.parse(source.toString('utf8', start, end));
  } catch {
    return undefined;
  }
}
