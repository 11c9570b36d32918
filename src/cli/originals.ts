import { configured } from '../config/index.js';
import { storeAt, type Originals, type Store } from '../store/index.js';
import type { StoringOptions } from './options.js';

/** The store that was chosen: by an option, else by the settings, else the platform's. */
export function storeOf({ store }: StoringOptions): Promise<Store> {
  return storeAt(store ?? configured().store ?? true);
}

/** What is stored of the scope that was chosen. */
export async function originalsOf(options: StoringOptions): Promise<Originals> {
  return (await storeOf(options)).scope(options.scope ?? configured().scope);
}
