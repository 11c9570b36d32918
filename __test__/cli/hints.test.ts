// What the command line says to somebody who types something else than what there is.
import { describe, expect, it } from 'vitest';
import { Workplace } from './headroom.js';

const place = new Workplace();
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
