// Sessions over one store that decide about a conversation at the same time send the same.
import { Headroom, type Message } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../support/process.js';

const ROUNDS = 60;
const rows = (tag: string): string =>
  JSON.stringify(
    Array.from({ length: 80 }, (_, id) => ({ id, tag, state: id % 2 ? 'busy' : 'idle', load: (id * 7) % 13 })),
    null,
    1,
  );
const turn = (id: string): Message[] => [
  { role: 'assistant', content: [{ type: 'tool_use', id, name: 'query', input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: rows(id) }] },
];

describe('two sessions with different options over one store', () => {
  it(`send the decisions of one of them, also after a restart, in ${ROUNDS} rounds`, () =>
    withFolder(async (store) => {
      const open = () => new Headroom({ store, scope: 's' }).session();
      for (let round = 0; round < ROUNDS; round += 1) {
        const history = [{ role: 'user', content: `Go ${round}.` }, ...turn(`x${round}`)];
        // The second session has one more text, which may refer to texts that the first one sent.
        const longer = [
          ...history,
          {
            role: 'user',
            content: [{ type: 'tool_result', tool_use_id: 'y', content: rows(`x${round}`).replace('busy', 'gone') }],
          },
        ];
        const [one, other] = await Promise.all([
          open().compress(history, { policy: 'oneshot' }),
          open().compress(longer, { exactOnly: true }),
        ]);
        const after = await open().compress([...longer, { role: 'assistant', content: 'Done.' }]);
        expect(after.lineage).toBe('continued');
        expect(after.messages.slice(0, history.length), `round ${round}`).toEqual(one.messages);
        expect(after.messages.slice(0, longer.length), `round ${round}`).toEqual(other.messages);
      }
    }));
});
