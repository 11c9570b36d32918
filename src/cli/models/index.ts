import type { Command } from 'commander';
import { count } from '../../format/index.js';
import { modelRuntime } from '../../local-models/index.js';
import { table } from '../table.js';
import { printable, write, writeStyled } from '../terminal.js';
import { checked, copyFiles, install, installed, remove, type InstalledModel } from './installed.js';
import { checksums, pull } from './pull.js';

/** Its commands. */
export function define(command: Command): void {
  command
    .command('list')
    .description('list the models that were added, and say whether they can run here')
    .option('--json', 'print JSON')
    .action(list);
  command
    .command('add')
    .description('copy a model from a folder with tokenizer.json and model.onnx')
    .argument('<name>', 'the name of the model')
    .argument('<folder>', 'the folder of the model')
    .action(add);
  command
    .command('pull')
    .description('download a model, and check what was downloaded')
    .argument('<name>', 'the name of the model')
    .argument('<address>', 'the address of the folder with tokenizer.json and model.onnx')
    .option('--sha256 <file=checksum...>', 'the SHA-256 of each file')
    .option('-q, --quiet', 'show no progress')
    .action(download);
  command.command('remove').description('delete a model').argument('<name>', 'the name of the model').action(discard);
}

async function list({ json }: { json?: true }): Promise<void> {
  const models = installed();
  const runtime = await modelRuntime();
  if (json) return write(process.stdout, `${JSON.stringify({ runtime, models })}\n`);
  const rows = models.map(({ name, bytes, folder }) => [name, count(bytes), folder]);
  const columns = [{ title: 'name' }, { title: 'bytes', numeric: true }, { title: 'folder' }];
  if (rows.length === 0)
    await write(process.stdout, 'No model was added. `headroom models add NAME FOLDER` adds one.\n');
  else await writeStyled(process.stdout, table(columns, rows, process.stdout));
  const said = runtime.available ? `ONNX Runtime: ${runtime.path}` : `${runtime.reason}`;
  await write(process.stdout, `${printable(said)}\n`);
}

async function add(name: string, folder: string): Promise<void> {
  await added(await install(name, async (draft) => copyFiles(folder, draft)));
}

async function download(
  name: string,
  address: string,
  { sha256 = [], quiet }: { sha256?: string[]; quiet?: true },
): Promise<void> {
  checked(name);
  const sums = checksums(sha256);
  await added(await install(name, (draft) => pull(address, sums, draft, quiet ?? false)));
}

async function discard(name: string): Promise<void> {
  remove(name);
  await write(process.stdout, `${printable(name)} was deleted\n`);
}

async function added({ name, bytes, folder }: InstalledModel): Promise<void> {
  await write(process.stdout, `${printable(name)} has ${count(bytes)} bytes in ${printable(folder)}\n`);
}
