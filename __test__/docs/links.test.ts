// Links within the repository have a target.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { PAGES } from './pages.js';

it.each([...PAGES, 'ARCHITECTURE.md', 'CONTRIBUTING.md'])(
  'every link in %s has a target, down to the heading',
  (page) => {
    const text = proseOf(readFileSync(join(ROOT, page), 'utf8'));
    const broken = Array.from(text.matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g), ([link, path = '', anchor]) => {
      const target = path === '' ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(ROOT, target))) return link;
      return anchor === undefined || anchorsOf(target).has(anchor) ? undefined : link;
    }).filter((link) => link !== undefined);
    expect(broken).toEqual([]);
  },
);

/** A page without its code, where brackets have other meanings. */
function proseOf(page: string): string {
  return page.replaceAll(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

/** The anchors that GitHub makes for headings. */
function anchorsOf(page: string): Set<string> {
  const headings = readFileSync(join(ROOT, page), 'utf8').matchAll(/^#+ (.*)$/gm);
  return new Set(
    Array.from(headings, ([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}
