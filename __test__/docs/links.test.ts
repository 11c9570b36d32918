// Links within the repository lead somewhere.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { PAGES } from './pages.js';

/** A page that is written elsewhere, and may not be there yet. */
const COMING: ReadonlySet<string> = new Set(['docs/proxy.md', 'SECURITY.md', 'CHANGELOG.md']);

it.each([...PAGES, 'ARCHITECTURE.md', 'CONTRIBUTING.md'])('every link in %s leads to a file and a heading', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const broken = Array.from(text.matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g), ([link, path = '', anchor]) => {
    const target = path === '' ? page : normalize(join(dirname(page), path));
    if (COMING.has(target)) return undefined;
    if (!existsSync(join(ROOT, target))) return link;
    return anchor === undefined || anchorsOf(target).has(anchor) ? undefined : link;
  }).filter((link) => link !== undefined);
  expect(broken).toEqual([]);
});

/** The anchors that GitHub gives headings. */
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
