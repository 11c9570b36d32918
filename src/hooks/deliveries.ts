// Finds out which shortened texts arrived. A saving counts only if the agent's transcript has exactly that text.
import { readFileSync } from 'node:fs';
import { isRecord } from '../providers/index.js';
import { answers, markOf, type Answered } from './log.js';

/** Counts of what happened to the answers of hooks. */
export interface Deliveries {
  readonly arrived: number;
  /** The agent showed the model another text. */
  readonly refused: number;
  /** The transcript is gone, or does not have the call yet. */
  readonly unknown: number;
  /** Tokens of the texts that arrived. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** Looks for each answer in the agent's transcript. */
export function deliveries(): Deliveries {
  const sums = { arrived: 0, refused: 0, unknown: 0, tokensBefore: 0, tokensAfter: 0 };
  const byTranscript = new Map<string, Answered[]>();
  for (const own of answers()) byTranscript.set(own.transcript, [...(byTranscript.get(own.transcript) ?? []), own]);
  for (const [transcript, all] of byTranscript) {
    const marks = marksIn(transcript);
    for (const { id, mark, tokensBefore, tokensAfter } of all) {
      const found = marks.get(id);
      if (found === undefined) sums.unknown += 1;
      else if (found !== mark) sums.refused += 1;
      else {
        sums.arrived += 1;
        sums.tokensBefore += tokensBefore;
        sums.tokensAfter += tokensAfter;
      }
    }
  }
  return sums;
}

/** The text that the model saw for each tool call. */
function marksIn(transcript: string): Map<string, string> {
  const marks = new Map<string, string>();
  for (const line of linesIn(transcript)) {
    if (!line.includes('"tool_result"')) continue;
    const message = messageIn(line);
    const content = isRecord(message) && Array.isArray(message['content']) ? message['content'].filter(isRecord) : [];
    for (const { type, tool_use_id: id, content: text } of content)
      if (type === 'tool_result' && typeof id === 'string') marks.set(id, markOf(textIn(text)));
  }
  return marks;
}

function linesIn(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function messageIn(line: string): unknown {
  try {
    return (JSON.parse(line) as { message?: unknown } | null)?.message;
  } catch {
    return undefined;
  }
}

function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  const blocks: unknown[] = Array.isArray(content) ? content : [];
  return blocks.map((block) => (isRecord(block) && typeof block['text'] === 'string' ? block['text'] : '')).join('');
}
