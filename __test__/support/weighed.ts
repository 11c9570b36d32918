// A long conversation, in Anthropic's shape, whose results no exact form makes much shorter.

function lines(turn: number): string {
  let state = turn * 7919 + 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  return Array.from({ length: 40 }, () => `part ${next()} weighs ${next()}`).join('\n');
}

/** The result of the call in this turn. */
export const weighed = lines;

/** A conversation with this number of calls and results. */
export function weighing(turns: number): object[] {
  const messages: object[] = [{ role: 'user', content: 'Weigh the parts.' }];
  for (let turn = 0; turn < turns; turn += 1) {
    const id = `call-${turn}`;
    messages.push({
      role: 'assistant',
      content: [{ type: 'tool_use', id, name: 'Bash', input: { command: `weigh ${turn}` } }],
    });
    messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: lines(turn) }] });
  }
  return messages;
}
