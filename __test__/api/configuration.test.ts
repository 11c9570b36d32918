// Call > instance > file > environment > default. Seen through `historyMayBeDropped`: with it, nothing refers to earlier texts.
import { describe, expect, it } from 'vitest';
import { inProcess } from '../support/process.js';

const FILE = Array.from({ length: 40 }, (_, line) => `let value_${line} = compute(${line * 37}, "constant ${line}");`).join('\n');
const MESSAGES = [1, 2].flatMap((id) => [
  { role: 'assistant', content: [{ type: 'tool_use', id: `t${id}`, name: 'Bash', input: { command: `run ${id}` } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${id}`, content: FILE }] },
]);

/** Whether the second result refers to the first, where options are set in these places. */
async function refers({ call, instance, file, env, config }: { call?: boolean; instance?: boolean; file?: boolean; env?: string; config?: boolean }): Promise<unknown> {
  const options = (set: boolean | undefined): string => JSON.stringify(set === undefined ? {} : { historyMayBeDropped: set });
  return inProcess(
    `const result = await new headroom.Headroom(${options(instance)}).compress(${JSON.stringify(MESSAGES)}, ${options(call)});
     console.log(JSON.stringify(result.transformsApplied.includes('reference')));`,
    {
      files: { ...(file === undefined ? {} : { 'headroom.json': options(file) }), ...(config === undefined ? {} : { 'other.json': options(config) }) },
      env: { ...(env === undefined ? {} : { HEADROOM_HISTORY_MAY_BE_DROPPED: env }), ...(config === undefined ? {} : { HEADROOM_CONFIG: 'other.json' }) },
    },
  );
}

describe('configuration', () => {
  it.each([
    ['the default', {}, true],
    ['the environment over the default', { env: '1' }, false],
    ['the file over the environment', { env: '1', file: false }, true],
    ['the file that HEADROOM_CONFIG names over headroom.json', { file: true, config: false }, true],
    ['that file, too, over the environment', { env: '0', config: true }, false],
    ['the instance over the file', { file: false, instance: true }, false],
    ['the call over the instance', { file: true, instance: true, call: false }, true],
    ['the call over all', { env: '0', file: false, instance: false, call: true }, false],
  ])('takes %s', async (_, places, expected) => {
    expect(await refers(places)).toBe(expected);
  });

  it('says what is wrong with a file and with the environment', async () => {
    const failure = (run: Parameters<typeof inProcess>[1]): Promise<unknown> => inProcess(`try { new headroom.Headroom(); console.log('null'); } catch ({ name, option, nearest, message }) { console.log(JSON.stringify({ name, option, nearest, message })); }`, run);
    expect(await failure({ files: { 'headroom.json': '{"polcy":"agent"}' } })).toMatchObject({ name: 'ConfigurationError', option: 'polcy', nearest: 'policy' });
    expect(await failure({ files: { 'headroom.json': '{' } })).toMatchObject({ name: 'ConfigurationError', option: 'headroom.json' });
    expect(await failure({ files: { 'headroom.json': '[]' } })).toMatchObject({ name: 'ConfigurationError', option: 'headroom.json' });
    expect(await failure({ env: { HEADROOM_CONFIG: 'absent.json' } })).toMatchObject({ name: 'ConfigurationError', option: 'HEADROOM_CONFIG' });
    expect(await failure({ env: { HEADROOM_EXACT_ONLY: 'maybe' } })).toMatchObject({ name: 'ConfigurationError', option: 'HEADROOM_EXACT_ONLY' });
    expect(await failure({ env: { HEADROOM_POLICY: 'agnet' } })).toMatchObject({ name: 'ConfigurationError', option: 'policy', nearest: 'agent' });
    expect(await failure({})).toBeNull();
  });
});
