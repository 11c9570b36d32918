import {
  compress,
  ConfigurationError,
  crushJson,
  crushJsonAsync,
  expand,
  Headroom,
  HeadroomError,
} from '@headroom/native';
import { describe, expect, it } from 'vitest';

/** The error that `work` throws or rejects with. */
async function thrown(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const MESSAGES = [{ role: 'user', content: 'hi' }];
const wrong = (of: object): never => of as never;

const CRUSH: [object, string, string?][] = [
  [{ formt: 'rows' }, 'formt', 'format'],
  [{ format: 'row' }, 'format', 'rows'],
  [{ format: 3 }, 'format'],
  [{ mintokenstocrush: 1 }, 'mintokenstocrush', 'minTokensToCrush'],
  [{ minTokensToCrush: '5' }, 'minTokensToCrush'],
  [{ minTokensToCrush: -1 }, 'minTokensToCrush'],
  [{ minTokensToCrush: 1.5 }, 'minTokensToCrush'],
  [{ nothingLikeIt: 1 }, 'nothingLikeIt'],
];
const COMPRESS: [object, string, string?][] = [
  [{ polcy: 'agent' }, 'polcy', 'policy'],
  [{ policy: 'agnet' }, 'policy', 'agent'],
  [{ policy: true }, 'policy'],
  [{ exactonly: true }, 'exactonly', 'exactOnly'],
  [{ exactOnly: 'yes' }, 'exactOnly'],
  [{ frozenMessageCount: -1 }, 'frozenMessageCount'],
  [{ frozenMessagesCount: 1 }, 'frozenMessagesCount', 'frozenMessageCount'],
  [{ historyMayBeDropped: 1 }, 'historyMayBeDropped'],
];

describe('a wrong option', () => {
  describe.each(CRUSH)('%j of crushJson', (options, option, nearest) => {
    it.each([
      ['sync', () => crushJson('[]', wrong(options))],
      ['async', () => crushJsonAsync('[]', wrong(options))],
    ])('is rejected by name, %s', async (_, work) => {
      const error = await thrown(work);
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({ name: 'ConfigurationError', code: 'configuration', option, nearest });
      expect((error as Error).message).toContain(option);
      if (nearest) expect((error as Error).message).toContain(nearest);
    });
  });

  describe.each(COMPRESS)('%j of compress', (options, option, nearest) => {
    it.each([
      ['compress', () => compress(MESSAGES, wrong(options))],
      ['compress of an unknown shape', () => compress([{ neither: 'nor' }], wrong(options))],
      ['new Headroom', () => new Headroom(wrong(options))],
      ['simulate', () => new Headroom().simulate(MESSAGES, wrong(options))],
    ])('is rejected by name, %s', async (_, work) => {
      const error = await thrown(work);
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({ code: 'configuration', option, nearest });
    });
  });
});

describe('an argument of a wrong type', () => {
  it.each<[string, () => unknown, string]>([
    ['a number for JSON', () => crushJson(wrong(5 as never)), 'json'],
    ['null for JSON', () => crushJson(null as never), 'json'],
    ['an object for JSON, async', () => crushJsonAsync({} as never), 'json'],
    ['a string for messages', () => compress('hello' as never), 'messages'],
    ['null for messages', () => compress(null as never), 'messages'],
    ['null to expand', () => expand(null as never), 'messages'],
    ['a list for options', () => crushJson('[]', [] as never), ''],
    ['a string for options', () => compress(MESSAGES, 'agent' as never), ''],
    ['a number for a store', () => new Headroom({ store: 1 as never }), 'store'],
    ['a number for a scope', () => new Headroom({ scope: 1 as never }), 'scope'],
  ])('is rejected: %s', async (_, work, option) => {
    const error = await thrown(work);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: 'configuration', option });
  });
});

it('every error of the package is a HeadroomError', async () => {
  const closed = new Headroom();
  closed.close();
  for (const work of [() => crushJson('[]', wrong({ x: 1 })), () => closed.compress(MESSAGES)]) {
    const error = await thrown(work);
    expect(error).toBeInstanceOf(HeadroomError);
    expect(error).toBeInstanceOf(Error);
    expect((error as HeadroomError).code).toMatch(/^[a-z/-]+$/);
  }
});

it('an option that is undefined is not set', async () => {
  expect(crushJson('[ 1 ]', { format: undefined, minTokensToCrush: 0 } as never).text).toBe('[ 1 ]');
  await expect(compress(MESSAGES, { policy: undefined } as never)).resolves.toMatchObject({ compressed: false });
});
