// Resources and prompts, read by a real client over both transports.
import { describe, expect, it } from 'vitest';
import { Workplace } from '../cli/headroom.js';
import { overHttp, overStdio, withServer, type Caller } from './support.js';

const place = new Workplace();
const LINES = Array.from({ length: 9000 }, (_, at) => `2031-05-01 INFO worker ${at % 7} did job ${at} in 37 ms`);
const SHORT = LINES.slice(0, 600).join('\n');
const LONG = LINES.join('\n');

type Over = (work: (caller: Caller) => Promise<void>) => Promise<void>;
const TRANSPORTS: [string, Over][] = [
  ['stdio', (work) => overStdio(place, { cwd: place.folder }, work)],
  ['HTTP', (work) => withServer({}, (server) => overHttp(server, work))],
];

/** Has a text compressed, and gives its handle. */
async function shortened(caller: Caller, text: string): Promise<string> {
  const { parts } = await caller.call('headroom_compress', { text });
  return /headroom_retrieve (\S+) gives the original/.exec(parts[1]!)![1]!;
}

async function textOf(caller: Caller, uri: string): Promise<string> {
  const { contents } = await caller.client.readResource({ uri });
  return (contents[0] as { text: string }).text;
}

describe.each(TRANSPORTS)('over %s', (_, over) => {
  it('lists the figures and the template of originals', () =>
    over(async ({ client }) => {
      const { resources } = await client.listResources();
      const { resourceTemplates } = await client.listResourceTemplates();
      expect(resources).toMatchObject([{ uri: 'headroom://stats', mimeType: 'application/json' }]);
      expect(resourceTemplates).toMatchObject([{ uriTemplate: 'headroom://original/{handle}' }]);
    }));

  it('gives an original back as it was, and the same figures as the tool', () =>
    over(async (caller) => {
      const handle = await shortened(caller, SHORT);
      expect(await textOf(caller, `headroom://original/${handle}`)).toBe(SHORT);
      const { parts } = await caller.call('headroom_stats');
      expect(await textOf(caller, 'headroom://stats')).toBe(parts[0]);
      expect(JSON.parse(parts[0]!).thisServer).toMatchObject({ compressions: 1, retrievals: 1 });
    }));

  it('gives the start of a long original, and says how to get the rest', () =>
    over(async (caller) => {
      const text = await textOf(caller, `headroom://original/${await shortened(caller, LONG)}`);
      const [first, ...rest] = text.split('\n');
      expect(first).toMatch(/^lines 1-[\d,]+ of 9,000\. headroom_retrieve gives the rest\.$/);
      expect(Buffer.byteLength(text)).toBeLessThan(2 ** 18 + 200);
      expect(LONG.startsWith(rest.join('\n').trimEnd())).toBe(true);
    }));

  it.each([
    ['headroom://original/q9w1dfwf077ymga1', /\w/],
    ['headroom://original/..%2f..%2fetc%2fpasswd', /\w/],
    ['headroom://original/', /^MCP error -32002: There is no such resource/],
    ['headroom://original/a/b', /There is no such resource/],
    ['file:///etc/passwd', /There is no such resource/],
  ])('refuses %s in a sentence', (uri, sentence) =>
    over(({ client }) =>
      expect(client.readResource({ uri })).rejects.toMatchObject({
        code: -32002,
        message: expect.stringMatching(sentence),
      }),
    ),
  );

  it('asks to look something up, in one original or in those that the model chooses', () =>
    over(async ({ client }) => {
      const { prompts } = await client.listPrompts();
      expect(prompts.map(({ name }) => name)).toEqual(['find-in-original']);
      const asked = async (args: Record<string, string>): Promise<string> => {
        const { messages } = await client.getPrompt({ name: 'find-in-original', arguments: args });
        expect(messages).toMatchObject([{ role: 'user', content: { type: 'text' } }]);
        return (messages[0]!.content as { text: string }).text;
      };
      expect(await asked({ question: 'Which job failed?' })).toMatch(/: Which job failed\?\n\n.*Choose the handles/);
      expect(await asked({ question: 'Why?', handle: 'q9w1dfwf' })).toMatch(
        /has the handle q9w1dfwf\. Call headroom_retrieve/,
      );
    }));

  it('refuses a prompt without a question, and an unknown one', () =>
    over(async ({ client }) => {
      const refused = (name: string): Promise<unknown> => client.getPrompt({ name }).catch((error: unknown) => error);
      expect(await refused('find-in-original')).toMatchObject({
        code: -32602,
        message: expect.stringMatching(/Give question/),
      });
      expect(await refused('other')).toMatchObject({ code: -32602, message: expect.stringMatching(/no such prompt/) });
    }));
});

it('an original of another scope is unknown', () =>
  withServer({ store: `${place.folder}/scopes`, scope: 'one' }, (one) =>
    overHttp(one, async (caller) => {
      const handle = await shortened(caller, SHORT);
      await withServer({ store: `${place.folder}/scopes`, scope: 'two' }, (two) =>
        overHttp(two, async (other) => {
          await expect(textOf(other, `headroom://original/${handle}`)).rejects.toMatchObject({ code: -32002 });
        }),
      );
    }),
  ));
