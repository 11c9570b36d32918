import { launchOf } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import { makeEntries, type Target } from '../../files/index.js';
import { plural } from '../../format/index.js';
import { printableLines, write } from '../terminal.js';
import { serviceArguments } from './arguments.js';
import { lostVariables, refuseUnusable, type ServiceOptions } from './check.js';
import { removeService } from './remove.js';
import { PURPOSE, serviceFor, type Service } from './service.js';

/** What to do with the service. */
export type ServiceAction = 'install' | 'uninstall' | 'print';

/** Writes, removes or prints the file of a service that runs the proxy with the options of this command line. */
export async function service(action: ServiceAction, args: readonly string[], options: ServiceOptions): Promise<void> {
  if (action === 'uninstall')
    return write(process.stdout, printableLines(removeService({})?.said ?? 'no service is installed\n'));
  refuseUnusable(options);
  const own = serviceFor(process.platform, clientFolders(), launchOf(...serviceArguments(args)));
  if (action === 'print') return write(process.stdout, own.text);
  makeEntries(targetOf(own), { force: true });
  const lost = lostVariables();
  const note =
    lost.length === 0
      ? ''
      : `${plural(lost.length, 'variable')} of this shell will not be set in the service: ${lost.join(', ')}\n`;
  const commands = own.start.map((line) => `  ${line}\n`).join('');
  await write(process.stdout, printableLines(`wrote ${own.file}\n${note}Start it with:\n${commands}`));
}

function targetOf({ file, text }: Service): Target {
  return { purpose: PURPOSE, name: 'proxy', file, format: 'whole', entries: [{ path: [], value: text }] };
}
