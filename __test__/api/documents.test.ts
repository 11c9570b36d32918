// Documents: blocks of a request, and the findings of retrievers.
import { compress, compressDocuments, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';

const FILLER = [
  'It is well known that this is often the case in practice.',
  'Many people find that rather useful in their daily work.',
  'There is more to say about it in other places.',
  'This has been so for quite some time by now.',
];
/** Sentences with little information, and one that answers a question. */
const page = (answer: string): string =>
  Array.from({ length: 12 }, (_, at) => `## Part ${at}\n\n${at === 7 ? `${answer} ` : ''}${FILLER.join(' ')}\n`).join(
    '\n',
  );
const PAGE = page('The lease of a worker lasts 45 seconds.');
const QUERY = 'How long does the lease of a worker last?';
const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'documents', policy: 'oneshot' });

const document = { type: 'document', source: { type: 'text', media_type: 'text/plain', data: PAGE }, title: 'Workers' };
const chunks = { type: 'document', source: { type: 'content', content: [{ type: 'text', text: PAGE }] } };
const found = {
  type: 'search_result',
  source: 'https://a.example/b',
  title: 'b',
  content: [{ type: 'text', text: PAGE }],
};
const said = { type: 'text', text: QUERY };

describe('documents in requests', () => {
  it.each([
    ['a document', document],
    ['a document in parts', chunks],
    ['a search result', found],
  ])('%s becomes shorter in a single request, and comes back', async (_, block) => {
    const headroom = withStore();
    const requests: object[][] = [
      [{ role: 'user', content: [said, block] }],
      [
        { role: 'user', content: [said] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'find', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: [block] }] },
      ],
    ];
    for (const messages of requests) {
      const result = await headroom.compress(messages);
      const sent = JSON.stringify(result.messages);
      expect(sent.length).toBeLessThan(JSON.stringify(messages).length * 0.8);
      expect(sent).toContain('lasts 45 seconds');
      expect(await headroom.expand(result.messages)).toEqual(messages);
    }
  });

  it('a document of the user is sent whole in a live conversation', async () => {
    const headroom = new Headroom({ store: ':memory:', scope: 'documents', documents: 'outline' });
    const messages = [{ role: 'user', content: [said, document, found] }];
    const { messages: sent } = await headroom.compress(messages);
    expect(await expand(sent)).toEqual(messages);
  });

  it('a document with citations stays unchanged', async () => {
    const messages = [{ role: 'user', content: [said, { ...document, citations: { enabled: true } }] }];
    expect((await withStore().compress(messages)).messages).toEqual(messages);
  });
});

describe('documents read once', () => {
  const conversation = (tool: string, input: object): object[] => [
    { role: 'user', content: 'Look it up.' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: tool, input }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: PAGE.repeat(3) }] },
  ];
  const web = conversation('WebFetch', { url: 'https://a.example/b', prompt: QUERY });
  const outlines = (): Headroom => new Headroom({ store: ':memory:', scope: 'documents', documents: 'outline' });

  it('a fetched page becomes an outline with the passages that match the request, and can be restored', async () => {
    const headroom = outlines();
    const { messages: sent } = await headroom.compress(web);
    expect(JSON.stringify(sent).length).toBeLessThan(JSON.stringify(web).length / 2);
    expect(JSON.stringify(sent)).toContain('lasts 45 seconds');
    for (let part = 0; part < 12; part += 1) expect(JSON.stringify(sent)).toContain(`## Part ${part}`);
    expect(await headroom.expand(sent)).toEqual(web);
  });

  it('later messages do not change the outline of a page', async () => {
    const { messages: first } = await outlines().compress(web);
    const more = [...web, { role: 'assistant', content: 'Part 3?' }, { role: 'user', content: 'What of Part 3?' }];
    expect((await outlines().compress(more)).messages.slice(0, 3)).toEqual(first);
    expect((await outlines().compress(web, { query: 'Part 9' })).messages).toEqual(first);
  });

  it.each([
    ['a file of the workspace', conversation('Read', { file_path: 'docs/a.md' }), {}],
    ['a page by default', web, { documents: 'whole' }],
    ['a page without elision', web, { exactOnly: true }],
  ] as const)('%s is sent whole', async (_, messages, options) => {
    const { messages: sent } = await outlines().compress(messages, options);
    expect(await expand(sent)).toEqual(messages);
  });

  it('without a store, a page is sent whole', async () => {
    const { messages: sent } = await compress(web, { documents: 'outline' });
    expect(await expand(sent)).toEqual(web);
  });
});

describe('compressDocuments', () => {
  it('keeps the documents that match the query, and the passages in them that do', async () => {
    const headroom = withStore();
    const pages = [page('Cats sleep most of the day.'), PAGE, PAGE.replace('now', 'today'), 'Something else.'];
    const kept = await headroom.compressDocuments(pages, { query: QUERY });
    expect(kept.map(({ index }) => index)).toEqual([1]);
    expect(kept[0]!.relevance).toBe(1);
    expect(kept[0]!.text).toContain('lasts 45 seconds');
    expect(kept[0]!.text.length).toBeLessThan(PAGE.length * 0.8);
    expect(await headroom.expand(kept[0]!.text)).toBe(PAGE);
  });

  it('tells once what two documents tell', async () => {
    const common =
      'The harbour office announces the height of every tide on the evening before, by radio and on the board at gate 7, so that nobody has to wait for it.';
    const page = (own: (at: number) => string): string =>
      `# Notes\n\n${common}\n\n${Array.from({ length: 12 }, (_, at) => own(at)).join('\n\n')}\n`;
    const pages = [
      page((at) => `At dawn the water reached mark M-${at} of the old quay wall.`),
      page((at) => `Keeper ${at * 7} counted sails, boats and rafts beside lamp L-${at} until midnight.`),
    ];
    const kept = await withStore().compressDocuments(pages, { query: 'tide', minRelevance: 0, diversity: 0 });
    expect(kept.map(({ text }) => text.includes(common))).toEqual([true, false]);
  });

  it('takes at most as many as are asked for, in their order', async () => {
    const pages = Array.from(
      { length: 20 },
      (_, at) => `The lease of worker ${at} lasts ${at * 7} seconds in zone ${at}.`,
    );
    const kept = await compressDocuments(pages, { query: QUERY, maxDocuments: 5, minRelevance: 0, diversity: 0 });
    expect(kept).toHaveLength(5);
    expect(kept.map(({ index }) => index)).toEqual(kept.map(({ index }) => index).sort((a, b) => a - b));
    expect(await compressDocuments([], { query: QUERY })).toEqual([]);
  });
});
