// What the command line says to somebody who types something else than what there is.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diff } from '../support/samples.js';
import { Workplace } from './headroom.js';

const place = new Workplace();
const DIFF = diff('cache');
/** An environment in which no agent is installed. */
const BARE = { PATH: '/nowhere' };
const said = (args: readonly string[], input = '', env = {}): { code: number | null; out: string; err: string } => {
  const { code, stdout, stderr } = place.run(args, input, env);
  return { code, out: stdout.toString(), err: stderr };
};

describe('a wrong name', () => {
  it.each([
    [['wrap', 'cladue'], 'no agent `cladue` is known (did you mean claude?): name one of claude, codex, '],
    [['unwrap', 'opencod'], 'no agent `opencod` is known (did you mean opencode?): name one of '],
    [['hook', 'install', 'cladue'], "for argument 'agent'. Did you mean claude? Allowed choices are claude, "],
    [['hook', 'uninstall', 'codx'], "for argument 'agent'. Did you mean codex? Allowed choices are "],
    [['mcp', 'install', 'curser'], "for argument 'client'. Did you mean cursor? Allowed choices are "],
    [['store', 'lst'], "unknown command 'lst' (did you mean list?)"],
    [['config', 'set', 'polcy', 'agent'], '(did you mean `policy`?)'],
  ])('is refused with the nearest one: %j', (args, line) => {
    const { code, out, err } = said(args);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining(line) });
  });

  it('that is like no other is refused without a guess', () => {
    expect(said(['wrap', 'emacs-and-more']).err).toMatch(/^headroom: no agent `emacs-and-more` is known: name one of /);
    expect(said(['hook', 'install', 'emacs-and-more']).err).toContain("'agent'. Allowed choices are claude");
  });
});

describe('headroom wrap', () => {
  it('says in its list why an agent cannot go through the proxy', () => {
    const { code, out } = said(['wrap'], '', BARE);
    expect(code).toBe(0);
    expect(out).toMatch(/^name +agent +on PATH +proxy/);
    expect(out).toMatch(/^cursor +Cursor +– +not here/m);
    expect(out).toMatch(
      /\nNot through the proxy on this machine, because:\n {2}cursor +its requests leave from Cursor's/,
    );
    expect(out).toMatch(/^ {2}vscode +its chat uses GitHub's own service\n/m);
    expect(out).toMatch(/\n`headroom wrap NAME` says what to do instead\.\n$/);
    const listed = JSON.parse(said(['wrap', '--json'], '', BARE).out);
    expect(listed.find(({ name }: { name: string }) => name === 'vscode')).toMatchObject({
      installed: false,
      proxy: 'not here',
      problem: expect.stringContaining('headroom mcp install vscode'),
    });
    expect(listed[0]).not.toHaveProperty('problem');
  });

  it('says in a dry run that the program of the agent is missing', () => {
    const args = ['wrap', 'claude', '--dry-run'];
    const missing = 'claude is not on the PATH: install it with `npm install -g @anthropic-ai/claude-code`';
    expect(said(args, '', BARE)).toMatchObject({ code: 0, out: expect.stringContaining(`missing  ${missing}`) });
    expect(JSON.parse(said([...args, '--json'], '', BARE).out).missing).toContain(missing);
    expect(said([...args, '--program', 'gone'], '', BARE).out).toContain('missing  there is no program gone');
    const here = [...args, '--program', process.execPath];
    expect(said(here, '', BARE).out).not.toContain('missing');
    expect(JSON.parse(said([...here, '--json'], '', BARE).out)).not.toHaveProperty('missing');
  });
});

describe('the hint of an unknown handle', () => {
  it.each([
    [['--store=state'], '`headroom store list --all --store=state`'],
    [['--store=my state'], "`headroom store list --all '--store=my state'`"],
    [['--store'], '`headroom store list --all --store`'],
    [[], '`headroom store list --all`'],
  ])('names the same store: %j', (store, hint) => {
    said(['compress', '--quiet', ...(store.length === 0 ? ['--store'] : store)], DIFF);
    const { code, err } = said(['retrieve', '0'.repeat(16), ...store]);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(hint) });
  });
});

describe('--format', () => {
  const messages = JSON.stringify([{ role: 'user', content: 'Hello' }]);
  it.each([
    ['some text', 'a text'],
    [messages, 'a conversation'],
    [messages.slice(0, -1), 'no valid JSON'],
    [Buffer.of(0xff, 0xfe, 0x00), 'no UTF-8 text'],
  ])('is refused where it would have no effect', (input, kind) => {
    for (const command of ['compress', 'explain']) {
      const { code, stdout, stderr } = place.run([command, '--format', 'rows'], input);
      expect({ code, out: stdout.toString(), stderr }).toEqual({
        code: 2,
        out: '',
        stderr: `headroom: --format is for JSON documents, and stdin is ${kind}: leave out --format\n`,
      });
    }
  });
});

describe('JSON that is not valid', () => {
  const body = JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }] }, null, 2);
  const warning = 'headroom: warning: stdin was read as text, because it is no valid JSON\n';

  it.each([[body.slice(0, -4)], [JSON.stringify(JSON.parse(body)).slice(0, -1)], [`[${body},`]])(
    'is read as text, which is said: %j',
    (input) => {
      for (const args of [['compress', '--quiet'], ['expand'], ['explain']])
        expect(said(args, input)).toMatchObject({ code: 0, err: warning });
      expect(said(['expand'], said(['compress', '--quiet'], input).out).out).toBe(input);
    },
  );

  it.each([[body], ['{"a":1}\n{"a":2}\n'], ['{"a":1}\ndone'], ['{ name }'], ['a text'], ['']])(
    'is not what this is: %j',
    (input) => {
      expect(said(['compress', '--quiet'], input)).toMatchObject({ code: 0, err: '' });
    },
  );
});

describe('a spelling of headroom-ai', () => {
  it('finds an original by --key', () => {
    const short = said(['compress', '--store', 'keyed', '--quiet'], DIFF).out;
    const handle = /headroom_retrieve (\w{16})\]/.exec(short)![1]!;
    for (const key of [['--key', handle], [`--key=${handle}`]])
      expect(said(['retrieve', '--store=keyed', ...key])).toEqual({ code: 0, out: DIFF, err: '' });
  });

  it('lists and clears the store by flags of cache', () => {
    said(['compress', '--store', 'cached', '--quiet'], DIFF);
    expect(said(['cache', '--list', '--store=cached']).out).toMatch(/^handle /);
    expect(said(['cache', '--store=cached', '--clear']).out).toBe('1 original deleted\n');
    expect(said(['cache', '--ttl', '60'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('HEADROOM_STORE_TTL=7d'),
    });
  });
});

describe('reading', () => {
  it.each([[['retrieve', '0'.repeat(16)]], [['store', 'list']], [['store', 'stats', '--json']]])(
    "never creates the platform's store: %j",
    (args) => {
      const fresh = new Workplace();
      const folder = join(fresh.folder, '.state/headroom');
      const { code, stdout, stderr } = fresh.run(args);
      expect({ code, out: stdout.toString(), stderr }).toEqual({
        code: 1,
        out: '',
        stderr: `headroom: there is no store in ${folder}: name the folder of another one with --store=FOLDER\n`,
      });
      expect(existsSync(folder)).toBe(false);
    },
  );
});
