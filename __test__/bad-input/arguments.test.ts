// Calls every export with hostile values in place of each argument, and of each value in it. It runs in a process of
// its own, so that a crash is noticed.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  compress,
  compressBatch,
  crushJson,
  detect,
  Headroom,
  HeadroomError,
  Store,
  type ConfigurationError,
} from '@headroom/native';
import { analyze } from '@headroom/native/analysis';
import { costOf } from '@headroom/native/cost';
import { SharedContext } from '@headroom/native/shared-context';
import { countTokens } from '@headroom/native/tokens';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.js';

interface Found {
  readonly calls: number;
  readonly kinds: number;
  readonly problems: readonly string[];
  readonly count: number;
  readonly unknown: readonly string[];
  readonly stale: readonly string[];
  readonly polluted: readonly string[];
}

describe('with any arguments, every export', () => {
  let found: Found;

  beforeAll(() => {
    found = JSON.parse(
      execFileSync(process.execPath, [join(ROOT, '__test__/support/hostile.mjs')], {
        encoding: 'utf8',
        timeout: 600_000,
        maxBuffer: 1 << 26,
      }),
    ) as Found;
  }, 600_000);

  it('returns a value or throws a HeadroomError, never crashes, and repeats no value', () => {
    expect(found.problems).toEqual([]);
    expect(found.kinds).toBeGreaterThanOrEqual(40);
    expect(found.calls).toBeGreaterThan(10_000);
    expect(found.polluted).toEqual([]);
  });

  it('is called: `CALLS` in hostile.mjs lists exactly the exports', () => {
    expect({ unknown: found.unknown, stale: found.stale }).toEqual({ unknown: [], stale: [] });
  });
});

/** The error that is thrown, synchronously or in a promise. */
async function thrown(work: () => unknown): Promise<ConfigurationError> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(HeadroomError);
    return error as ConfigurationError;
  }
  throw new Error('nothing was thrown');
}

const wrong = (value: unknown): never => value as never;
const originals = async () => (await Store.open({ memory: true })).scope('s');

describe('an error about an argument', () => {
  it.each<[string, () => unknown, string]>([
    ['detect', () => detect(wrong({ password: 'hunter2' })), '`text` must be a string, not an object'],
    ['countTokens', () => countTokens(wrong(5)), '`text` must be a string or a Uint8Array, not a number'],
    ['crushJson', () => crushJson(wrong(['hunter2'])), '`json` must be a string or a Uint8Array, not a list'],
    [
      'compressBatch',
      () => compressBatch(wrong(Buffer.from('hi'))),
      '`conversations` must be a list of lists of messages, not a Uint8Array',
    ],
    [
      'analyze',
      () => analyze([], wrong(undefined)),
      '`result` must be the result of `compress` or `simulate`, not undefined',
    ],
    [
      'a number out of range',
      () => compress([], { tokenBudget: -31_337 }),
      'option `tokenBudget`: a whole number from 0 on',
    ],
    ['put', async () => (await originals()).put(wrong('text')), '`texts` must be a list of strings, not a string'],
    ['a signal', () => compress([], { signal: wrong({}) }), 'option `signal`: an AbortSignal, not an object'],
    [
      'onProgress',
      () => compress([], { onProgress: wrong(false) }),
      'option `onProgress`: a function, not true or false',
    ],
    [
      'an option that the addon checks',
      () => compress([], { exactOnly: wrong('hunter2') }),
      'option `exactOnly`: true or false, not a string',
    ],
    [
      'a function in place of data',
      () => compress([], { policy: wrong(() => 'agent') }),
      'option `policy`: plain data, not a function',
    ],
    [
      'a provider’s usage',
      () => costOf(wrong({ input_tokens: 5 }), 'gpt-5'),
      'option `input_tokens`: unknown; there are input, cachedRead, cacheWrite5m, cacheWrite1h, output, complete',
    ],
    [
      'a shared context',
      () => new SharedContext(wrong({ model: 'gpt-5' })),
      'option `model`: unknown; there are store, scope, ttl, maxEntries',
    ],
  ])('says for %s what it must be, and does not repeat it', async (_, work, message) => {
    expect((await thrown(work)).message).toContain(message);
  });

  it.each([
    ['onprogress', 'onProgress'],
    ['tokenbudget', 'tokenBudget'],
    ['keepTurn', 'keepTurns'],
    ['qurey', 'query'],
    ['stratgy', undefined],
    ['strickt', 'strict'],
    ['frozenMessagesCount', 'frozenMessageCount'],
  ])('lists all options of a call, and the one nearest to `%s`: %s', async (option, nearest) => {
    const error = await thrown(() => compress([], { [option]: () => undefined } as object));
    expect(error).toMatchObject({ name: 'ConfigurationError', option, nearest });
    for (const name of [
      'policy',
      'keepTags',
      'mode',
      'strict',
      'tokenBudget',
      'keepTurns',
      'model',
      'query',
      'signal',
      'onProgress',
    ])
      expect(error.message).toContain(name);
  });

  it('does not list options of calls for an instance', async () => {
    const error = await thrown(() => new Headroom({ qurey: 'x' } as object));
    expect(error.message).toMatch(/there are policy, .*store, scope, ocr$/);
  });
});

describe('onProgress', () => {
  const LARGE = [
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'a',
          content: Array.from({ length: 200_000 }, (_, at) => `line ${at}`).join('\n'),
        },
      ],
    },
  ];

  it('that throws cancels the work with its error', async () => {
    const failure = new Error('no more');
    await expect(
      compress(LARGE, {
        onProgress: () => {
          throw failure;
        },
      }),
    ).rejects.toBe(failure);
  });

  it('is called at the end', async () => {
    const told: number[] = [];
    await new Headroom().compress(LARGE, { onProgress: (bytes) => void told.push(bytes) });
    expect(told.at(-1)).toBeGreaterThan(1_000_000);
  });
});

it('a missing addon is a HeadroomError with a help text', () => {
  const script = `
    import { createRequire, Module } from 'node:module';
    const load = Module._load;
    Module._load = (id, ...rest) => { if (/headroom.native-|[.]node$/.test(id)) throw Object.assign(new Error('gone'), { code: 'MODULE_NOT_FOUND' }); return load(id, ...rest); };
    await import('@headroom/native').catch(({ name, code, help, message }) => console.log(JSON.stringify({ name, code, help, message })));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'HeadroomError',
    code: 'missing-addon',
    help: expect.stringMatching(/include=optional/),
    message: expect.stringMatching(/^@headroom\/native has no addon for /),
  });
});
