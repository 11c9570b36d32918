/** A part of the name of each field, type or role that marks a tool result, in the shapes of all providers. */
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
 * True if a body may have tool results. Only these change, and a conversation without any has no history to keep, so
 * its bytes need not be parsed. A name that is written with escapes is missed, and its body is sent unchanged.
 */
export function hasResults(body: Buffer): boolean {
  return MARKS.some((mark) => body.includes(mark));
}

/** Signs of images in base64. */
const IMAGES = ['"image_url"', '"input_image"', '"inlineData"', '"inline_data"', '"base64"'];

/** True if a body may have images. */
export function mayHaveImages(body: Buffer): boolean {
  return IMAGES.some((sign) => body.includes(sign));
}
