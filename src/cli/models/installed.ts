// The models that the user added: a folder for each, beside the store.
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder, stateFolder } from '../../config/index.js';
import { isRecord } from '../../providers/index.js';
import { Failure } from '../failure.js';

/** The files of a model. */
export const FILES = ['tokenizer.json', 'model.onnx'] as const;
/** The first byte of an ONNX file: the tag of the field `ir_version` of `ModelProto` (onnx.proto). */
const ONNX_VERSION = 0x08;
/** A name that is a folder's on every system. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** A model that the user added. */
export interface InstalledModel {
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
}

/** The folder of all models. @throws {@link Failure} for a user without a home. */
export function modelsFolder(): string {
  const state = stateFolder();
  if (state === undefined) throw new Failure('there is no folder for models: this user has no home folder');
  return join(state, 'models');
}

/** The models, by name. */
export function installed(): InstalledModel[] {
  const all = modelsFolder();
  const names = existsSync(all) ? readdirSync(all).filter((name) => NAME.test(name)) : [];
  return names
    .sort()
    .map((name) => ({ name, folder: join(all, name) }))
    .filter(({ folder }) => FILES.every((file) => existsSync(join(folder, file))))
    .map((own) => ({ ...own, bytes: FILES.reduce((sum, file) => sum + statSync(join(own.folder, file)).size, 0) }));
}

/** The name, if it can be a folder's. @throws {@link Failure} otherwise. */
export function checked(name: string): string {
  if (!NAME.test(name))
    throw new Failure(
      'a name of a model has letters, digits, dots, dashes and underscores, at most 64, and starts with a letter or a digit',
    );
  return name;
}

/** Puts a model there. `fill` writes its files into an empty folder, which becomes the model's if nothing fails. */
export async function install(name: string, fill: (folder: string) => Promise<void>): Promise<InstalledModel> {
  const all = modelsFolder();
  const folder = join(all, checked(name));
  if (existsSync(folder))
    throw new Failure(`there is a model of this name; \`headroom models remove ${name}\` deletes it`);
  makeFolder(all);
  // A name that starts with a dot is never a model's.
  const draft = mkdtempSync(join(all, '.new-'));
  try {
    await fill(draft);
    refuseOthers(draft);
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return installed().find((own) => own.name === name)!;
}

/** Refuses files that are no model, as far as their beginnings show. @throws {@link Failure}. */
function refuseOthers(folder: string): void {
  const [tokenizer, model] = FILES;
  if (!isTokenizer(readFileSync(join(folder, tokenizer), 'utf8')))
    throw new Failure(`${tokenizer} is no tokenizer: it has to be JSON with a \`model\``);
  const file = openSync(join(folder, model), 'r');
  const first = Buffer.alloc(1);
  readSync(file, first, 0, 1, 0);
  closeSync(file);
  if (first[0] !== ONNX_VERSION) throw new Failure(`${model} is no model in the format ONNX`);
}

function isTokenizer(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && isRecord(value['model']);
  } catch {
    return false;
  }
}

/** Copies the files of a model from a folder, where a Hugging Face export has its model in `onnx`. */
export function copyFiles(from: string, to: string): void {
  const [tokenizer, model] = FILES;
  const within = join(from, 'onnx', model);
  const sources = [join(from, tokenizer), existsSync(join(from, model)) ? join(from, model) : within];
  for (const [at, source] of sources.entries()) {
    if (!existsSync(source) || !statSync(source).isFile())
      throw new Failure(`there is no file ${FILES[at]} in this folder`);
    cpSync(source, join(to, FILES[at]!));
  }
}

/** Deletes a model. @throws {@link Failure} if there is none of this name. */
export function remove(name: string): void {
  const found = installed().find((own) => own.name === name);
  if (!found) throw new Failure('there is no model of this name; `headroom models list` lists them');
  rmSync(found.folder, { recursive: true });
}
