/** A part of the name of each field, type or role that marks the result of a tool, in the shapes of all providers. */
const MARKS: readonly Buffer[] = [
  'tool_result',
  '_output',
  '"output"',
  '"tool"',
  '"function"',
  'tool-result',
  'toolResult',
  'functionResponse',
  'function_response',
].map((mark) => Buffer.from(mark));

/**
 * Whether there may be results of tools in a body. Only these change, and a conversation that has none has no history to keep, so that its bytes need not be
 * parsed. A name that is written with escapes is missed, and its body is sent as it is.
 */
export function hasResults(body: Buffer): boolean {
  return MARKS.some((mark) => body.includes(mark));
}
