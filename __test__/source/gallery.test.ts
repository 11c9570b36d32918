import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pages } from '../../scripts/gallery.mjs';

describe('the gallery', async () => {
  it.each([...(await pages())])('is up to date in %s (run npm run gallery)', (name, text) => {
    expect(readFileSync(new URL(`../../docs/gallery/${name}`, import.meta.url), 'utf8')).toBe(text);
  });
});
