import { stat } from 'node:fs/promises';
import { configuration } from '../headroom/index.js';
import { storeAt, type Originals, type Store } from '../store/index.js';
import { Failure, USAGE } from './failure.js';

/** Options that say which store, and whose texts in it. */
export interface StoringOptions {
  store?: string | true | undefined;
  scope?: string | undefined;
}

/** The store that was chosen: by an option, else by the settings, else the platform's. */
export async function storeOf({ store }: StoringOptions): Promise<Store> {
  await refuseFile(store);
  return storeAt((store ?? configuration().store) || true);
}

/** What is stored of the scope that was chosen. */
export async function originalsOf(options: StoringOptions): Promise<Originals> {
  return (await storeOf(options)).scope(options.scope ?? configuration().scope);
}

/** An option takes the word behind it: what was to be the input is not made a store. @throws where the folder of the store is a file. */
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
