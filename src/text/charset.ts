// The encoding of HTML in bytes: its byte order mark, UTF-8 if it is valid, else what the page declares.

/** How many bytes of a page are searched for a declaration, as in the standard. */
const MAX_DECLARATION = 1024;
const DECLARED = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i;

/**
 * The text of a page in bytes; undefined if its encoding is not known.
 *
 * Source of the rules: WHATWG HTML, section 13.2.3 (the input byte stream).
 */
export function decodeHtml(bytes: Uint8Array): string | undefined {
  return decode(bytes, markOf(bytes) ?? 'utf-8') ?? decode(bytes, declaredBy(bytes));
}

function markOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function declaredBy(bytes: Uint8Array): string | undefined {
  return DECLARED.exec(new TextDecoder('latin1').decode(bytes.subarray(0, MAX_DECLARATION)))?.[1];
}

function decode(bytes: Uint8Array, encoding: string | undefined): string | undefined {
  if (encoding === undefined) return undefined;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // An unknown encoding, or bytes that are none of its characters.
    return undefined;
  }
}
