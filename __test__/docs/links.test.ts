// Links within the repository have a target.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { PAGES } from './pages.js';

it.each([...PAGES, 'ARCHITECTURE.md', 'CONTRIBUTING.md'])(
  'every link in %s has a target, down to the heading',
  (page) => {
    const broken = linksIn(page).filter(
      ({ target, anchor }) =>
        !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).has(anchor)),
    );
    expect(broken.map(({ link }) => link)).toEqual([]);
  },
);

it('the package has every page that the README links to, and every page that these link to', () => {
  const [packed] = Object.values(
    JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
        cwd: ROOT,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      }),
    ) as Record<string, { readonly files: readonly { readonly path: string }[] }>,
  );
  const paths = packed!.files.map(({ path }) => path);
  const isPacked = (target: string): boolean =>
    paths.some((path) => path === target || path.startsWith(`${target.replace(/\/$/, '')}/`));
  const missing = ['README.md', ...paths.filter((path) => /^docs\/(?!gallery\/).*\.md$/.test(path))].flatMap((page) =>
    linksIn(page)
      .map(({ target }) => target)
      .filter((target) => !isPacked(target) && target !== CHECKOUT),
  );
  expect(missing).toEqual([]);
  expect(paths.filter((path) => path.startsWith('docs/')).length).toBeGreaterThan(30);
});

/** Data of the demo, which runs in a checkout only. */
const CHECKOUT = 'examples/demo';

/** The links of a page to files of the repository. */
function linksIn(
  page: string,
): { readonly link: string; readonly target: string; readonly anchor: string | undefined }[] {
  const text = proseOf(readFileSync(join(ROOT, page), 'utf8'));
  return Array.from(text.matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g), ([link, path = '', anchor]) => ({
    link,
    target: path === '' ? page : normalize(join(dirname(page), path)).replaceAll('\\', '/'),
    anchor,
  }));
}

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
