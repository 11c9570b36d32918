import { stat } from 'node:fs/promises';
import { configuration } from '../headroom/index.js';
import { storeAt, type Originals, type Store } from '../store/index.js';
import { Failure, USAGE } from './failure.js';

/** Options that choose a store and a scope in it. */
export interface StoringOptions {
  store?: string | true | undefined;
  scope?: string | undefined;
}

/** Opens the chosen store: from the option, or the settings, or the default folder of the platform. */
export async function storeOf({ store }: StoringOptions): Promise<Store> {
  await refuseFile(store);
  return storeAt((store ?? configuration().store) || true);
}

/** Opens the stored originals of the chosen scope. */
export async function originalsOf(options: StoringOptions): Promise<Originals> {
  return (await storeOf(options)).scope(options.scope ?? configuration().scope);
}

/**
 * Refuses a store whose folder would be a file: the option took the next word, which was meant as the input. @throws
 * if so.
 */
export async function refuseFile(store: StoringOptions['store']): Promise<void> {
  const isFile =
    typeof store === 'string' &&
    (await stat(store).then(
      (found) => found.isFile(),
      () => false,
    ));
  if (isFile)
    throw new Failure(
      `\`--store ${store}\` names a file, but a store is a folder. To read that file with the platform's store, write \`${store} --store\`. To choose a folder, write \`--store=FOLDER\``,
      USAGE,
    );
}
