// Recorded sessions and tool outputs for development, which are outside of the repository.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from '@headroom/native';
import { ROOT } from './process.js';

const FOLDER = join(ROOT, '../shared/corpus/dev');

/** Why tests with these files are skipped, if they do not exist. */
export const ABSENT: string | undefined = existsSync(FOLDER) ? undefined : 'the development corpus is missing';

/** Each session, and each case as a conversation of one call. */
export function conversations(): { name: string; policy: 'agent' | 'oneshot'; messages: Message[] }[] {
  if (ABSENT) return [];
  const sessions = lines('sessions.jsonl').map(({ name, messages }) => ({
    name: String(name),
    policy: 'agent' as const,
    messages: messages as Message[],
  }));
  const cases = lines('cases.jsonl').map(({ name, query, content }) => ({
    name: String(name),
    policy: 'oneshot' as const,
    messages: [
      { role: 'user', content: [{ type: 'text', text: query || 'Run it.' }] },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'tool', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content }] },
    ],
  }));
  return [...sessions, ...cases];
}

function lines(name: string): Record<string, unknown>[] {
  return readFileSync(join(FOLDER, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
