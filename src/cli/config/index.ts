import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configFolder, ownEnvironment } from '../../config/index.js';
import { editorFor, readConfig, removeConfig, replaceConfig, type ConfigFile } from '../../files/index.js';
import { configuration } from '../../headroom/index.js';
import { Failure } from '../failure.js';
import { printableLines, write } from '../terminal.js';
import { settingsFrom, storingIn } from '../proxy/settings/index.js';
import { rowsOf } from './rows.js';

/** Defines the command and its subcommands. */
export function define(command: Command): void {
  command
    .command('show')
    .description('print the settings that count, from the environment and from your file')
    .option('--json', 'print JSON')
    .action(show);
  command
    .command('path')
    .description('print the path of your file')
    .action(() => write(process.stdout, `${pathOfConfig()}\n`));
  command
    .command('set')
    .description('change one setting in your file')
    .argument('<name>', 'the setting, such as policy or selection.json.maxItemsAfterCrush')
    .argument('<value>', 'its value: JSON, or a text')
    .action(set);
  command
    .command('unset')
    .description('take one setting out of your file')
    .argument('<name>', 'the setting')
    .action(unset);
  command.command('validate').description('check the environment and your file').action(validate);
  command.addHelpText(
    'after',
    '\nExamples:\n  headroom config show\n  headroom config set policy agent\n  headroom config validate',
  );
}

async function show({ json }: { json?: true }): Promise<void> {
  const settings = configuration();
  const { token, ...proxy } = settingsFrom({}, undefined);
  const hasToken = token !== undefined;
  const proxySettings = { ...storingIn(settings), ...proxy };
  const said = { file: pathOfConfig(), exists: existsSync(pathOfConfig()), settings, proxy: proxySettings, hasToken };
  const text = [
    `file: ${said.file}${said.exists ? '' : ' (not there)'}\n`,
    rowsOf('settings', settings, []),
    rowsOf('settings of the proxy', proxySettings, hasToken ? [['token', 'is set, and not shown']] : []),
    '`headroom proxy --check` prints the defaults, too\n',
  ];
  await write(process.stdout, json ? `${JSON.stringify(said)}\n` : printableLines(text.join('\n')));
}

async function set(name: string, value: string): Promise<void> {
  const before = readConfig(pathOfConfig());
  const text = editorFor('json').insert(before.text, { path: name.split('.'), value: valueIn(value) });
  change(before, text);
  await write(process.stdout, printableLines(`${name} = ${JSON.stringify(valueIn(value))}\n`));
}

async function unset(name: string): Promise<void> {
  const before = readConfig(pathOfConfig());
  const editor = editorFor('json');
  const path = name.split('.');
  const value = before.bytes === undefined ? undefined : editor.find(before.text, { path, value: undefined });
  if (value === undefined) throw new Failure('this setting is not in your file');
  change(before, editor.remove(before.text, { path, value }, 0));
  await write(process.stdout, printableLines(`${name} was taken out\n`));
}

/** Changes the file, and takes that back if the settings would be wrong. */
function change(before: ConfigFile, text: string): void {
  replaceConfig(before, text);
  try {
    configuration();
  } catch (error) {
    const changed = readConfig(pathOfConfig());
    if (before.bytes === undefined) removeConfig(changed);
    else replaceConfig(changed, before.text);
    throw error;
  }
}

async function validate(): Promise<void> {
  configuration();
  await write(process.stdout, 'the settings are valid\n');
}

function pathOfConfig(): string {
  const named = ownEnvironment()['HEADROOM_CONFIG'];
  const folder = configFolder();
  if (!named && folder === undefined) throw new Failure('there is no folder for your settings: set HOME');
  return named || join(folder!, 'config.json');
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
