import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from '../config/index.js';
import { configuration } from '../headroom/index.js';
import { storeAt, type Originals, type OwnLocation, type Store } from '../store/index.js';
import { Failure, USAGE } from './failure.js';

/** The file of a store in its folder. */
const DATABASE = 'headroom.db';

/** Options that choose a store and a scope in it. */
export interface StoringOptions {
  store?: string | true | undefined;
  scope?: string | undefined;
}

/** Opens the chosen store: from the option, or the settings, or the default folder of the platform. */
export async function storeOf({ store }: StoringOptions): Promise<Store> {
  await refuseFile(store);
  return storeAt(locationOf(store), configuration());
}

/** The location of the chosen store: from the option, or the settings, or the platform's own. */
function locationOf(store: StoringOptions['store']): OwnLocation {
  return (store ?? configuration().store) || true;
}

/** Whether it was said that nothing is elided: `headroom run` shortens two streams. */
let isSaid = false;

/**
 * Opens the chosen store for a command whose output outlives its process. Undefined without a store on disk: nobody
 * could redeem the markers of originals in memory, so nothing may be elided, and a warning says why.
 */
export async function lastingStoreOf(options: StoringOptions): Promise<Store | undefined> {
  if (!(options.store ?? configuration().store)) return undefined;
  const store = await storeOf(options);
  if (store.path !== undefined) return store;
  if (!isSaid)
    process.emitWarning(
      'nothing is elided, because originals in memory are lost when this command ends: choose a folder with --store=FOLDER',
      'HeadroomWarning',
    );
  isSaid = true;
  return undefined;
}

/** As {@link lastingStoreOf}, for the originals of the chosen scope. */
export async function lastingOriginalsOf(options: StoringOptions): Promise<Originals | undefined> {
  return (await lastingStoreOf(options))?.scope(options.scope ?? configuration().scope);
}

/** Opens the stored originals of the chosen scope. */
export async function originalsOf(options: StoringOptions): Promise<Originals> {
  return (await storeOf(options)).scope(options.scope ?? configuration().scope);
}

/**
 * Refuses a folder without a store, for commands that only read: opening one would make it. @throws {@link Failure}.
 */
export async function refuseAbsent({ store }: StoringOptions): Promise<void> {
  await refuseFile(store);
  const folder = absentFolder(locationOf(store));
  if (folder === undefined) return;
  const advice = store === undefined ? ': name the folder of another one with --store=FOLDER' : '';
  throw new Failure(`there is no store in ${folder}${advice}`);
}

/**
 * The location of the chosen store for a command that reads originals if there are any. Undefined if there is no store.
 * @throws {@link Failure} if the option names a folder without one.
 */
export async function readLocationOf({ store }: StoringOptions): Promise<OwnLocation | undefined> {
  if (store !== undefined) await refuseAbsent({ store });
  const location = locationOf(store);
  return absentFolder(location) === undefined ? location : undefined;
}

/** The folder of a store that does not exist yet. Undefined if it exists, or would be in memory. */
function absentFolder(location: OwnLocation): string | undefined {
  const folder = location === true ? stateFolder() : location;
  if (typeof folder !== 'string' || folder === ':memory:') return undefined;
  return existsSync(join(folder, DATABASE)) ? undefined : folder;
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
