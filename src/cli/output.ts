import { writeFile } from 'node:fs/promises';
import { fileFailure } from './failure.js';

/** Writes a result to a file. */
export async function save(path: string, output: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, output);
  } catch (error) {
    throw fileFailure('write', path, error);
  }
}
