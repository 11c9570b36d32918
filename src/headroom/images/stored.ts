// What the store has of images. If it fails, the request goes on.
import { StorageError } from '../../errors/index.js';
import type { Originals } from '../../store/index.js';

/** Whether a text is stored now. False if the store fails. */
export async function isStored(originals: Originals, handle: string): Promise<boolean> {
  return (await attempted(() => originals.has(handle))) === true;
}

/** Stores those texts, by their handles, that the store lacks, in one transaction. False if the store fails. */
export async function storeMissing(originals: Originals, texts: ReadonlyMap<string, string>): Promise<boolean> {
  const missing: string[] = [];
  for (const [handle, text] of texts) if (!(await isStored(originals, handle))) missing.push(text);
  return missing.length === 0 || (await attempted(() => originals.put(missing))) !== undefined;
}

/** The answer of a store; undefined if it fails. */
async function attempted<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!StorageError.isInstance(error)) throw error;
    return undefined;
  }
}
