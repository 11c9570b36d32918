import { readFile } from 'node:fs/promises';
import { Failure, fileFailure, USAGE } from '../failure.js';
import { refuseFile, type StoringOptions } from '../originals.js';
import { isInteractive } from '../terminal.js';

/** The input, and its name. */
export interface Input {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a file or standard input. `store` is the value of the store option. */
export async function readInput(file: string | undefined, store: StoringOptions['store']): Promise<Input> {
  await refuseFile(store);
  if (file === undefined && isInteractive(process.stdin))
    throw new Failure(
      `there is no input: give a FILE, or pipe a text in${typeof store === 'string' ? `. \`--store\` used \`${store}\` as its folder` : ''}`,
      USAGE,
    );
  if (file === undefined || file === '-') return { name: 'stdin', bytes: await readAll(process.stdin) };
  try {
    return { name: file, bytes: await readFile(file) };
  } catch (error) {
    throw fileFailure('read', file, error);
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
