// Conversations of an agent that reads, edits, runs and reads again, in the shapes of both providers.
import type { Random } from './random.js';
import { file, line, numbered, output } from './texts.js';

/** A call of a tool and what it answered: a text, several, or texts around an image. */
interface Call {
  readonly tool: string;
  readonly input: Record<string, unknown>;
  readonly result: string | readonly string[];
}

/** What happens in a conversation. Calls of one turn run side by side. */
type Turn = { readonly say: string; readonly role: 'user' | 'assistant' } | { readonly calls: readonly Call[] };

/** Messages as a provider takes them. */
export type Messages = Record<string, unknown>[];

interface File {
  readonly path: string;
  lines: string[];
  readonly style: number;
}

function turns(random: Random, count: number): Turn[] {
  const files: File[] = ['src/a.rs', 'src/b.rs', 'lib/a.rs'].map((path) => ({ path: `/repo/${path}`, lines: file(random, 5 + random.below(60)), style: random.below(6) }));
  const printed = random.many(2, () => output(random));
  const out: Turn[] = [{ role: 'user', say: random.onceIn(3) ? output(random) : line(random) }];
  for (let turn = 0; turn < count; turn++) {
    if (random.onceIn(6)) out.push({ role: random.pick(['user', 'assistant'] as const), say: output(random) });
    else out.push({ calls: random.many(random.onceIn(4) ? 3 : 1, () => call(random, random.pick(files), printed)) });
  }
  return out;
}

function call(random: Random, of: File, printed: readonly string[]): Call {
  const at = random.below(of.lines.length);
  switch (random.below(8)) {
    case 0:
    case 1:
      return { tool: 'Read', input: { file_path: of.path }, result: numbered(random, of.lines, 1, of.style) };
    case 2:
      return { tool: 'Read', input: { file_path: of.path, offset: at + 1 }, result: numbered(random, of.lines.slice(at), at + 1, random.onceIn(4) ? random.below(6) : of.style) };
    case 3: {
      const added = file(random, 1 + random.below(4));
      const removed = of.lines.splice(at, 1, ...added);
      return { tool: 'Edit', input: { file_path: of.path, old_string: removed[0], new_string: added.join('\n') }, result: `The file ${of.path} has been updated. Here is a snippet:\n${numbered(random, of.lines.slice(Math.max(0, at - 3), at + 6), Math.max(1, at - 2), of.style)}` };
    }
    case 4:
      of.lines = file(random, 5 + random.below(40));
      return { tool: 'Write', input: { file_path: of.path, content: of.lines.join('\n') }, result: `File created at ${of.path}` };
    case 5:
      return { tool: 'Bash', input: { command: `cat ${of.path}` }, result: of.lines.join(random.onceIn(5) ? '\r\n' : '\n') };
    case 6:
      return { tool: 'Bash', input: { command: 'cargo test', options: { timeout: 5, env: ['A=1'] } }, result: random.pick(printed) };
    default:
      return { tool: 'query', input: { id: random.below(9) }, result: random.onceIn(3) ? [output(random), output(random)] : output(random) };
  }
}

const IMAGE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };

function anthropic(random: Random, conversation: readonly Turn[]): Messages {
  let calls = 0;
  return conversation.flatMap((turn): Messages => {
    if ('say' in turn) return [{ role: turn.role, content: random.onceIn(2) ? turn.say : [{ type: 'text', text: turn.say, cache_control: { type: 'ephemeral' } }] }];
    const ids = turn.calls.map(() => `toolu_${calls++}`);
    const thinking = random.onceIn(3) ? [{ type: 'thinking', thinking: line(random), signature: 'c2ln' }] : [];
    const uses = turn.calls.map(({ tool, input }, index) => ({ type: 'tool_use', id: ids[index], name: tool, input }));
    const results = turn.calls.map(({ result }, index) => {
      const parts = typeof result === 'string' ? [result] : result;
      const blocks = parts.flatMap((text) => [{ type: 'text', text }, ...(random.onceIn(5) ? [IMAGE] : [])]);
      return { type: 'tool_result', tool_use_id: ids[index], content: typeof result === 'string' && random.onceIn(2) ? result : blocks, ...(random.onceIn(9) ? { cache_control: { type: 'ephemeral' }, is_error: false } : {}) };
    });
    return [{ role: 'assistant', content: [...thinking, ...uses] }, { role: 'user', content: random.onceIn(5) ? [...results, { type: 'unknown_block', text: line(random) }] : results }];
  });
}

function openai(random: Random, conversation: readonly Turn[]): Messages {
  let calls = 0;
  const messages = conversation.flatMap((turn): Messages => {
    if ('say' in turn) return [{ role: turn.role, content: turn.say }];
    const ids = turn.calls.map(() => `call_${calls++}`);
    const results = turn.calls.map(({ result }, index) => ({ role: 'tool', tool_call_id: ids[index], content: typeof result === 'string' ? result : result.map((text) => ({ type: 'text', text })) }));
    return [{ role: 'assistant', content: null, tool_calls: turn.calls.map(({ tool, input }, index) => ({ id: ids[index], type: 'function', function: { name: tool, arguments: JSON.stringify(input) } })) }, ...results];
  });
  return random.onceIn(2) ? [{ role: 'system', content: line(random) }, ...messages] : messages;
}

/** A random conversation with at least `least` turns, for either provider. */
export function conversation(random: Random, least = 2): Messages {
  const what = turns(random, least + random.below(9));
  return random.onceIn(3) ? openai(random, what) : anthropic(random, what);
}
