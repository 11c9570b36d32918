import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configFolder, ownEnvironment } from '../../config/index.js';
import { editorFor, readConfig, removeConfig, replaceConfig } from '../../files/index.js';
import { configuration } from '../../headroom/index.js';
import { Failure } from '../failure.js';
import { printableLines, write } from '../terminal.js';
import { settingsFrom } from '../proxy/settings/index.js';

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
  command.command('validate').description('check the environment and your file').action(validate);
  command.addHelpText(
    'after',
    '\nExamples:\n  headroom config show\n  headroom config set policy agent\n  headroom config validate',
  );
}

async function show({ json }: { json?: true }): Promise<void> {
  const settings = configuration();
  const { token, ...proxy } = settingsFrom({}, undefined);
  const { store, scope } = settings;
  const said = {
    file: pathOfConfig(),
    exists: existsSync(pathOfConfig()),
    settings,
    proxy: {
      ...(store !== undefined && { store }),
      ...(scope !== undefined && { scope }),
      ...proxy,
      token: token === undefined ? 'none' : 'set',
    },
  };
  const text = [
    `file      ${said.file}${said.exists ? '' : ' (not there)'}`,
    `settings  ${JSON.stringify(settings)}`,
    `proxy     ${JSON.stringify(said.proxy)}; \`headroom proxy --check\` prints the defaults, too`,
  ];
  await write(process.stdout, json ? `${JSON.stringify(said)}\n` : printableLines(`${text.join('\n')}\n`));
}

async function set(name: string, value: string): Promise<void> {
  const before = readConfig(pathOfConfig());
  const text = editorFor('json').insert(before.text, { path: name.split('.'), value: valueIn(value) });
  replaceConfig(before, text);
  try {
    configuration();
  } catch (error) {
    const changed = readConfig(pathOfConfig());
    if (before.bytes === undefined) removeConfig(changed);
    else replaceConfig(changed, before.text);
    throw error;
  }
  await write(process.stdout, printableLines(`${name} = ${JSON.stringify(valueIn(value))}\n`));
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
