// How alike the parts of one text are to a question in their meaning.
import { native, type CompressOptions as EngineOptions } from '../native/index.js';
import { controlled, handOver, isWellFormed, serialize, type TextHint } from '../text/index.js';
import { likenesses, type Embedder } from './embedding.js';

/**
 * How alike the meaning of each part of a text is to its query, for the parts that compression compares with it. Nothing
 * if there are none or too many, or the encoder fails: then their words alone count.
 */
export async function meaningOf(
  text: string,
  engine: EngineOptions,
  hint: TextHint,
  embedder: Embedder,
  signal: AbortSignal | undefined,
): Promise<Record<string, number> | undefined> {
  if (hint.query === undefined || !(await isWellFormed(text))) return undefined;
  const given = await handOver(text);
  const [options, known] = [serialize(engine), serialize(hint)];
  const parts = await controlled((control) => native.scoredParts(given, options, known, control), signal);
  const alike = parts.length > 0 ? await likenesses(embedder, hint.query, parts, signal) : undefined;
  return alike && Object.fromEntries(parts.map((part, at) => [part, alike[at]!]));
}
