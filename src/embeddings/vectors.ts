// Reads vectors from the answer of a server, which may be any program.
import { errorOf, type HeadroomError } from '../errors/index.js';
import { isRecord } from '../providers/index.js';

/** The vectors in an answer: one for each text, all of one length, each of length 1. @throws `HeadroomError` */
export function vectorsIn(answer: unknown, count: number): Float32Array[] {
  const lists = listsIn(answer);
  if (lists?.length !== count) throw noVectors();
  const vectors = lists.map(vectorOf);
  if (vectors.some(({ length }) => length !== vectors[0]!.length)) throw noVectors();
  return vectors;
}

/** The lists of numbers in the order of the texts. */
function listsIn(answer: unknown): unknown[] | undefined {
  if (!isRecord(answer)) return undefined;
  const { data, embeddings } = answer;
  if (Array.isArray(embeddings)) return embeddings;
  if (!Array.isArray(data) || !data.every(isRecord)) return undefined;
  const lists: unknown[] = [];
  for (const [at, { index = at, embedding }] of data.entries()) lists[index as number] = embedding;
  return lists;
}

/** A vector of length 1. A vector of zeros stays one: it is like no other. */
function vectorOf(list: unknown): Float32Array {
  if (!Array.isArray(list) || list.length === 0 || !list.every(Number.isFinite)) throw noVectors();
  const length = Math.sqrt(list.reduce((sum: number, own: number) => sum + own * own, 0));
  return Float32Array.from(list as number[], (own) => (length === 0 ? 0 : own / length));
}

function noVectors(): HeadroomError {
  return errorOf('provider/failed', 'the server answered with something else than one vector for each text');
}
