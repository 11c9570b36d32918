// The user's list of models comes first. An error in it names the file and the field.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFolder } from '../../dist/src/config/folder.js';
import { inProcess, withFolder } from '../support/process.js';

const SHOW = (name: string): string => `
  try { console.log(JSON.stringify(headroom.modelInfo(${JSON.stringify(name)}))); }
  catch ({ name, code, option, message }) { console.log(JSON.stringify({ failed: name, code, option, message })); }`;

/** The result of `modelInfo` in a process with these models in HEADROOM_MODELS. */
const withModels = (models: unknown, name = 'my-model'): Promise<unknown> =>
  inProcess(SHOW(name), { env: { HEADROOM_MODELS: typeof models === 'string' ? models : JSON.stringify(models) } });

describe('the user’s list of models', () => {
  it('adds models that the registry lacks', async () => {
    const mine = {
      context: 64_000,
      maxOutput: 8000,
      encoding: 'cl100k_base',
      cacheMinimum: 100,
      provider: 'me',
      prices: { input: 3, cachedRead: '0.25', output: 0.000001, long: { above: 1000, input: '6', output: '7' } },
    };
    expect(await withModels({ 'My-Model': mine })).toMatchObject({
      ...mine,
      id: 'my-model',
      match: 'id',
      known: true,
      factor: 1,
      error: 0,
      prices: { input: '3', cachedRead: '0.25', long: { above: 1000, input: '6', output: '7' } },
    });
  });

  it('overrides single fields, or names a model that an entry is like', async () => {
    expect(
      await withModels({ 'claude-opus-5-5': { context: 500_000 } }, 'us.anthropic.claude-opus-5-5-v1:0'),
    ).toMatchObject({ id: 'claude-opus-5-5', context: 500_000, prices: { input: '4' } });
    expect(
      await withModels({ deployed: { like: 'gpt-4.1', prices: { input: '1', output: '2' } } }, 'deployed'),
    ).toMatchObject({
      id: 'deployed',
      match: 'id',
      provider: 'openai',
      encoding: 'o200k_base',
      context: 1_000_000,
      prices: { input: '1', output: '2' },
    });
    expect(await withModels({ other: { context: 1 } }, 'gpt-4.1')).toMatchObject({ id: 'gpt-4.1', context: 1_000_000 });
  });

  it('is in the configuration folder, or where HEADROOM_MODELS says', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'headroom', 'models.json');
      mkdirSync(join(folder, 'headroom'));
      writeFileSync(file, '{"mine":{"context":7}}');
      const at = { XDG_CONFIG_HOME: folder, HOME: folder, APPDATA: folder };
      if (process.platform === 'linux')
        expect(await inProcess(SHOW('mine'), { env: at })).toMatchObject({ context: 7 });
      expect(await inProcess(SHOW('mine'), { env: { ...at, HEADROOM_MODELS: file } })).toMatchObject({ context: 7 });
      expect(
        await inProcess(SHOW('mine'), { env: { ...at, HEADROOM_MODELS: '{"mine":{"context":8}}' } }),
      ).toMatchObject({ context: 8 });
      writeFileSync(file, '{');
      expect(await inProcess(SHOW('mine'), { env: { HEADROOM_MODELS: file } })).toMatchObject({
        failed: 'ConfigurationError',
        code: 'configuration',
        option: file,
      });
    }));

  it('is optional, but must exist if HEADROOM_MODELS names it', async () => {
    expect(await inProcess(SHOW('gpt-4.1'), { env: { XDG_CONFIG_HOME: '/nowhere', HOME: '/nowhere' } })).toMatchObject({
      id: 'gpt-4.1',
    });
    expect(await withModels('/nowhere/models.json')).toMatchObject({
      failed: 'ConfigurationError',
      option: 'HEADROOM_MODELS',
    });
  });

  it.each<[unknown, string, string]>([
    ['{"a":', 'HEADROOM_MODELS', 'not JSON'],
    [{ a: 5 }, 'a', 'an object'],
    [{ a: { contxt: 5 } }, 'a.contxt', 'context'],
    [{ a: { context: -1 } }, 'a.context', 'whole number'],
    [{ a: { context: '5' } }, 'a.context', 'whole number'],
    [{ a: { encoding: 'p50k' } }, 'a.encoding', 'o200k_base'],
    [{ a: { factor: 0 } }, 'a.factor', 'above 0'],
    [{ a: { error: -1 } }, 'a.error', 'a number from 0'],
    [{ a: { like: 3 } }, 'a.like', 'a string'],
    [{ a: { prices: '3' } }, 'a.prices', 'dollars for a million tokens'],
    [{ a: { prices: { input: 3 } } }, 'a.prices.output', 'a price'],
    [{ a: { prices: { input: 3, output: '1e3' } } }, 'a.prices.output', 'a price'],
    [{ a: { prices: { input: -3, output: 1 } } }, 'a.prices.input', 'a price'],
    [{ a: { prices: { input: 3, output: 1, cached: 1 } } }, 'a.prices.cached', 'cachedRead'],
    [{ a: { prices: { input: 3, output: 1, long: { input: 3, output: 1 } } } }, 'a.prices.long', 'above'],
    [
      { a: { prices: { input: 3, output: 1, long: { above: 1, input: 3, output: 'x' } } } },
      'a.prices.long.output',
      'a price',
    ],
    [{ '': {} }, '', 'a name'],
    [{ constructor: { toString: 1 } }, 'constructor.toString', 'unknown'],
  ])('is rejected: %j at %s', async (models, option, why) => {
    expect(await withModels(models)).toMatchObject({
      failed: 'ConfigurationError',
      code: 'configuration',
      option,
      message: expect.stringMatching(new RegExp(`^HEADROOM_MODELS.*${why}`)),
    });
  });
});

it('each platform has its own configuration folder', () => {
  const home = { HOME: '/home/me' };
  expect(configFolder(home, 'linux')).toBe('/home/me/.config/headroom');
  expect(configFolder({ ...home, XDG_CONFIG_HOME: '/config' }, 'linux')).toBe('/config/headroom');
  expect(configFolder({ ...home, XDG_CONFIG_HOME: 'config' }, 'linux')).toBe('/home/me/.config/headroom');
  expect(configFolder(home, 'darwin')).toBe('/home/me/Library/Application Support/headroom');
  expect(configFolder({ APPDATA: 'C:\\Users\\me\\AppData\\Roaming' }, 'win32')).toBe(
    'C:\\Users\\me\\AppData\\Roaming\\headroom',
  );
  expect(configFolder({}, 'linux')).toBeUndefined();
});
