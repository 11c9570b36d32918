// Streams over HTTP, for every provider. The merged stream must be valid as a single response.
import { runWithRetrieval } from '@headroom/native/retrieval';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS, withServer, type Turn } from '../support/protocols/index.js';
import {
  asks,
  ending,
  HANDLE,
  headroom,
  open,
  retrieved,
  retrieves,
  streamed,
  type Streamed,
} from '../support/retrieval.js';

describe.each(PROTOCOLS)('a stream of $name', (protocol) => {
  const heard = ({ events }: Streamed) => protocol.heard(protocol.assembled(events));

  it.each<[string, Turn]>([
    ['has text', { think: 'Hm. Well.', say: 'Because of this and that.' }],
    ['is empty', {}],
    ['calls other tools', { say: 'Let me see.', calls: [asks('x'), asks('y')], after: 'So.' }],
    ['was cut off', { say: 'Because of', isCut: true }],
  ])('that %s is passed on unchanged', async (_, turn) => {
    const { events, outcome } = await streamed(protocol, [turn]);
    expect(events).toEqual(protocol.events(turn, 1));
    expect(ending(outcome)).toEqual(['answered', 1, []]);
  });

  it('continues with the retrieved text as one response', async () => {
    const got = await streamed(protocol, [
      { think: 'Hm.', say: 'Let me look. ', calls: [retrieves('a', '7'), retrieves('b', '8')] },
      { think: 'So.', say: 'Because of this.' },
    ]);
    expect(heard(got)).toEqual({
      text: 'Let me look. Because of this.',
      calls: [],
      usage: { input: 300, output: 30, cached: 3 },
    });
    expect(ending(got.outcome)).toEqual(['answered', 2, []]);
    expect(JSON.stringify(got.events)).not.toContain('headroom_retrieve');
    expect(protocol.results(protocol.messages(got.bodies[1]!))).toEqual([retrieved(7), retrieved(8)]);
  });

  it('sends the same requests, and adds the same messages, as without streaming', async () => {
    const turns = [{ think: 'Hm.', say: 'Let me look.', calls: [retrieves('a', '7')] }, { say: 'Because.' }];
    const { bodies, outcome } = await streamed(protocol, turns);
    await withServer(protocol, turns, async (server) => {
      const run = await runWithRetrieval({ headroom, request: protocol.request('Why?'), send: server.send });
      expect(bodies.map((body) => ({ ...body, stream: undefined }))).toEqual(
        server.bodies.map((body) => ({ ...body, stream: undefined })),
      );
      expect(outcome.added).toEqual(run.added);
      expect(outcome.rounds).toEqual(run.rounds);
    });
  });

  it('limits the results of one response together', async () => {
    const calls = Array.from({ length: 60 }, (_, at) => ({
      ...retrieves(`c${at}`, '1-'),
      input: { handle: HANDLE, limit: 1e9 },
    }));
    const { bodies } = await streamed(protocol, [{ calls }, { say: 'Because.' }]);
    const results = protocol.results(protocol.messages(bodies[1]!));
    expect(results).toHaveLength(60);
    expect(results.join('').length).toBeLessThan(262_144 + 60 * 200);
  });

  it('continues for three rounds, and then passes on the calls', async () => {
    const asking = Array.from({ length: 4 }, (_, at) => ({ say: `Look ${at}. `, calls: [retrieves(`c${at}`, '7')] }));
    const answered = await streamed(protocol, [...asking.slice(0, 3), { say: 'Because.' }]);
    expect(heard(answered)).toEqual({
      text: 'Look 0. Look 1. Look 2. Because.',
      calls: [],
      usage: { input: 1000, output: 100, cached: 10 },
    });
    const over = await streamed(protocol, asking);
    expect(heard(over)).toEqual({
      text: 'Look 0. Look 1. Look 2. Look 3. ',
      calls: ['headroom_retrieve'],
      usage: { input: 1000, output: 100, cached: 10 },
    });
    expect(ending(over.outcome)).toEqual(['rounds', 4, ['c3']]);
    expect(over.outcome.results).toHaveLength(1);
  });

  it.each<[string, Turn, string[]]>([
    [
      'after retrievals',
      { say: 'Both.', calls: [retrieves('a', '7'), asks('x'), retrieves('b', '8')], after: 'So.' },
      ['headroom_retrieve', 'query', 'headroom_retrieve'],
    ],
    ['before retrievals', { calls: [asks('x'), retrieves('a', '7')] }, ['query', 'headroom_retrieve']],
  ])('that calls other tools %s is passed on with all calls, and the results of ours', async (_, turn, calls) => {
    const first = await streamed(protocol, [turn]);
    expect(first.events.length).toBe(protocol.events(turn, 1).length);
    expect(protocol.assembled(first.events)).toEqual(protocol.assembled(protocol.events(turn, 1)));
    expect(first.outcome.ended).toBe('mixed');
    expect(first.outcome.resolved).toEqual(turn.calls!.filter(({ name }) => name !== 'query').map(({ id }) => id));
    const second = await streamed(protocol, [{ say: 'First. ', calls: [retrieves('z', '1')] }, turn]);
    expect(heard(second)).toMatchObject({
      text: `First. ${turn.say ?? ''}${turn.after ?? ''}`,
      calls,
      usage: { input: 300, output: 30, cached: 3 },
    });
  });

  it('continues if `callTool` answers the other tools', async () => {
    const got = await streamed(
      protocol,
      [{ say: 'Both. ', calls: [asks('x'), retrieves('a', '7')] }, { say: 'Because.' }],
      { callTool: () => 'answer' },
    );
    expect(heard(got)).toMatchObject({ text: 'Both. Because.', calls: [] });
    expect(protocol.results(protocol.messages(got.bodies[1]!))).toEqual(['answer', retrieved(7)]);
    const alone = await streamed(protocol, [{ say: 'One.', calls: [asks('x')] }], { callTool: () => 'answer' });
    expect(heard(alone)).toMatchObject({ text: 'One.', calls: ['query'] });
    expect(ending(alone.outcome)).toEqual(['answered', 1, []]);
  });

  it('that was cut off within a call is passed on', async () => {
    const got = await streamed(protocol, [
      { say: 'Look. ', calls: [retrieves('z', '1')] },
      { say: 'Again.', calls: [{ id: 'a', name: 'headroom_retrieve', input: '{"hand' }], isCut: true },
    ]);
    expect(heard(got)).toMatchObject({ text: 'Look. Again.', calls: ['headroom_retrieve'], usage: { input: 300 } });
    expect(ending(got.outcome)).toEqual(['answered', 2, []]);
  });

  it('has the text after a call, too', async () => {
    const got = await streamed(protocol, [
      { say: 'One. ', calls: [retrieves('a', '7')], after: 'Two. ' },
      { say: 'Three.' },
    ]);
    expect(heard(got).text).toBe('One. Two. Three.');
  });

  it('passes text on at once', async () => {
    let seen: () => void;
    const until = new Promise<void>((resolve) => (seen = resolve));
    const turn = { say: 'Let me look at it.', calls: [retrieves('a', '7')] };
    // The server sends the rest only when the caller has read the first part.
    const at = protocol.events(turn, 1).findIndex((event) => JSON.stringify(event).includes('ok at it'));
    await withServer(protocol, [{ ...turn, wait: { at, until } }, { say: 'Because.' }], async (server) => {
      let text = '';
      for await (const event of open(protocol, server)) if ((text += JSON.stringify(event)).includes('Let me')) seen();
      expect(text).toContain('Because');
    });
  });
});
