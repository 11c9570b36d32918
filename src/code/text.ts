import { lstat, readFile } from 'node:fs/promises';

/** The text of a regular file; empty if it is none, longer than this many bytes, not UTF-8, or gone. */
export async function textOf(path: string, max: number): Promise<string> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || stats.size > max) return '';
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    return '';
  }
}
