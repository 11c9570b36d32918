/** The maximum length of a client's message, in bytes. */
export const MAX_MESSAGE_BYTES: number = 32 * 2 ** 20;

/** The answer to a model whose message is longer. */
export function tooLong(): string {
  return `This is longer than ${MAX_MESSAGE_BYTES / 2 ** 20} MB. Send the text in parts, or leave it in a file and read the part that you need.`;
}
