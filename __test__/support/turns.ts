// Random conversations of an agent that reads, edits and runs, independent of any provider.
import type { Random } from './random.js';
import { file, line, numbered, output } from './texts.js';

/** A call of a tool and its result, which is one text or several. */
export interface Call {
  readonly tool: string;
  readonly input: Record<string, unknown>;
  readonly result: string | readonly string[];
}

/** A message, or calls that run in parallel. */
export type Turn = { readonly say: string; readonly role: 'user' | 'assistant' } | { readonly calls: readonly Call[] };

interface File {
  readonly path: string;
  lines: string[];
  readonly style: number;
}

/** The user's first message, followed by `count` random turns. */
export function turns(random: Random, count: number): Turn[] {
  const files: File[] = ['src/a.rs', 'src/b.rs', 'lib/a.rs'].map((path) => ({
    path: `/repo/${path}`,
    lines: file(random, 5 + random.below(60)),
    style: random.below(6),
  }));
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
      return {
        tool: 'Read',
        input: { file_path: of.path, offset: at + 1 },
        result: numbered(random, of.lines.slice(at), at + 1, random.onceIn(4) ? random.below(6) : of.style),
      };
    case 3: {
      const added = file(random, 1 + random.below(4));
      const removed = of.lines.splice(at, 1, ...added);
      return {
        tool: 'Edit',
        input: { file_path: of.path, old_string: removed[0], new_string: added.join('\n') },
        result: `The file ${of.path} has been updated. Here is a snippet:\n${numbered(random, of.lines.slice(Math.max(0, at - 3), at + 6), Math.max(1, at - 2), of.style)}`,
      };
    }
    case 4:
      of.lines = file(random, 5 + random.below(40));
      return {
        tool: 'Write',
        input: { file_path: of.path, content: of.lines.join('\n') },
        result: `File created at ${of.path}`,
      };
    case 5:
      return {
        tool: 'Bash',
        input: { command: `cat ${of.path}` },
        result: of.lines.join(random.onceIn(5) ? '\r\n' : '\n'),
      };
    case 6:
      return {
        tool: 'Bash',
        input: { command: 'cargo test', options: { timeout: 5, env: ['A=1'] } },
        result: random.pick(printed),
      };
    default:
      return {
        tool: 'query',
        input: { id: random.below(9) },
        result: random.onceIn(3) ? [output(random), output(random)] : output(random),
      };
  }
}
