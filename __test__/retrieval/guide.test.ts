// Runs the example of the guide without changes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Headroom, type CompressResult } from '@headroom/native';
import { runWithRetrieval } from '@headroom/native/retrieval';
import { expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { PROTOCOLS, withServer, type Json } from '../support/protocols/index.js';
import { asks, retrieved, retrieves, LOG } from '../support/retrieval.js';

const [, EXAMPLE] = /\n## Let the model fetch it\n[\s\S]*?```js\n([\s\S]*?)```/.exec(
  readFileSync(join(ROOT, 'docs/guides/retrieval.md'), 'utf8'),
)!;

it('shows how a model fetches elided text', async () => {
  const [protocol] = PROTOCOLS;
  await withServer(
    protocol!,
    [{ calls: [retrieves('a', '7')] }, { say: 'Because.', calls: [retrieves('b', '8'), asks('x')] }],
    async (server) => {
      const tools = [{ name: 'query', input_schema: { type: 'object' } }];
      const history: Json[] = [{ role: 'user', content: 'Why?' }];
      /** An instance with a store in memory, which has an original to retrieve. */
      class Kept extends Headroom {
        constructor() {
          super({ store: ':memory:' });
        }

        override async compress<M extends object>(messages: readonly M[]): Promise<CompressResult<M>> {
          await (await this.originals()).put([LOG]);
          return super.compress(messages);
        }
      }
      const anthropic = { messages: { create: server.send } };
      const body = `return (async () => { ${EXAMPLE!.replace(/^import .*$/gm, '')}\nreturn { response, ended, results, usage }; })();`;
      const { response, ended, results, usage } = (await new Function(
        'Headroom',
        'runWithRetrieval',
        'anthropic',
        'model',
        'tools',
        'history',
        body,
      )(Kept, runWithRetrieval, anthropic, 'claude-x', tools, history)) as Awaited<
        ReturnType<typeof runWithRetrieval<object, Json>>
      >;
      expect(protocol!.tools(server.bodies[0]!)).toEqual(['query', 'headroom_retrieve']);
      expect(history).toHaveLength(4);
      expect(protocol!.results(history)).toEqual([retrieved(7)]);
      expect(history.at(-1)).toEqual({ role: 'assistant', content: response['content'] });
      expect([ended, results]).toEqual(['mixed', [{ type: 'tool_result', tool_use_id: 'b', content: retrieved(8) }]]);
      expect(usage).toMatchObject({ input_tokens: 300, output_tokens: 30 });
    },
  );
});
