import { launchOf } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import { readConfig, removeConfig, replaceConfig } from '../../files/index.js';
import { printableLines, write } from '../terminal.js';
import { serviceFor } from './service.js';

/** What to do with the service. */
export type ServiceAction = 'install' | 'uninstall' | 'print';

/** Options of this command that are not options of the proxy. */
const OWN = /^--(?:un)?install-service$|^--print-service$/;

/** Writes, removes or prints the file of a service that runs the proxy with the options of this command line. */
export async function service(action: ServiceAction, args: readonly string[]): Promise<void> {
  const launch = launchOf(...args.filter((word) => !OWN.test(word)));
  const { file, text, start, stop } = serviceFor(process.platform, clientFolders(), launch);
  if (action === 'print') return write(process.stdout, text);
  const before = readConfig(file);
  if (action === 'install') replaceConfig(before, text);
  else if (before.bytes !== undefined) removeConfig(before);
  const done =
    action === 'install' ? `wrote ${file}\nStart it with:` : `removed ${file}\nIf it still runs, stop it with:`;
  const commands = (action === 'install' ? start : stop).map((line) => `  ${line}\n`).join('');
  await write(process.stdout, printableLines(`${done}\n${commands}`));
}
