// Documents in what a user wrote: passages that a retriever found, among the words of a prompt.
import { hasNotation, hasTerminalCodes, type Path, type Piece } from '../providers/index.js';

/** Shorter texts stay as the user wrote them, in UTF-16 units. */
const MIN_LEN = 1000;
/** The maximum length of a last paragraph that is told from a document, in UTF-16 units. */
const MAX_LAST_LEN = 1 << 16;
/** The end of a line, and the blank line behind it. */
const BLANK_LINE = /\r?\n[ \t]*\r?\n/;

/** A text that the user wrote, and its place. */
type Written = Extract<Piece, { type: 'user' }> & { readonly path: Path };

/**
 * The pieces of a message with documents apart from the user's words. Each long text is a document, except for the last
 * one: its first and its last paragraph are words, and what stands between them is a document. The words come first, as
 * one text, because the documents are compressed for them wherever they stand.
 */
export function withUserDocuments(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.findLastIndex(isWritten);
  const apart: Piece[] = [];
  const words: string[] = [];
  let isFound = false;
  for (const [at, piece] of pieces.entries()) {
    if (!isWritten(piece)) {
      apart.push(piece);
      continue;
    }
    const { text, path } = piece;
    const [start, end] = at === last ? middleOf(text) : [0, text.length];
    const [before, document, behind] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
    if (isDocument(document)) {
      isFound = true;
      apart.push({ type: 'document', text: document, path, write: (now) => before + now + behind });
      words.push(before + behind);
    } else words.push(text);
  }
  if (!isFound) return pieces;
  const said: Piece = { type: 'user', text: words.filter((text) => text !== '').join('\n\n') };
  return apart.toSpliced(pieces.findIndex(isWritten), 0, said);
}

function isWritten(piece: Piece): piece is Written {
  return piece.type === 'user' && piece.path !== undefined && piece.text.trim() !== '';
}

/** Whether a text is a document, or one that was compressed. Terminal output may lose every sign that it was. */
function isDocument(text: string): boolean {
  return (text.length >= MIN_LEN || hasNotation(text)) && !hasTerminalCodes(text);
}

/**
 * The range between the first and the last paragraph; empty if there is none. One blank line on either side is not in it.
 * So it is found again when its text is compressed, whether that begins and ends with blank lines or not.
 */
function middleOf(text: string): readonly [start: number, end: number] {
  const from = text.search(/\S/);
  const first = BLANK_LINE.exec(text.slice(from));
  if (!first) return [0, 0];
  const start = from + first.index + first[0].length;
  const whole = text.trimEnd().length;
  const paragraphs = text.slice(Math.max(start, whole - MAX_LAST_LEN), whole).split(BLANK_LINE);
  if (paragraphs.length < 2) return [0, 0];
  const last = paragraphs.at(-1)!;
  const lastStart = text.lastIndexOf('\n', whole - last.trimStart().length) + 1;
  const end = text.lastIndexOf('\n', lastStart - 2);
  return [start, text[end - 1] === '\r' ? end - 1 : end];
}
