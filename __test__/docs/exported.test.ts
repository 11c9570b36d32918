// The documentation of every exported function and class has an example, and each example runs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { exportedBy } from './exported.js';
import { Workshop } from './workshop.js';

const ENTRIES = ['index.ts', ...readdirSync(join(ROOT, 'entries')).map((name) => `entries/${name}`)];

describe.skipIf(process.platform === 'win32').each(ENTRIES)('%s', (entry) => {
  const exported = exportedBy(entry);

  it('has an example for each export', () => {
    expect(exported).not.toEqual([]);
    expect(exported.filter(({ examples }) => examples.length === 0)).toEqual([]);
  });

  it('has examples that run, or that parse if they need a provider', () => {
    const workshop = new Workshop(false);
    const runs = new Map<string, string>();
    for (const { name, examples } of exported)
      for (const { code, words } of examples)
        if (words.has('no-run')) workshop.checkModule(code);
        else runs.set(`${name} ${runs.size}`, code);
    expect(workshop.failures(runs)).toEqual({});
  });
});
