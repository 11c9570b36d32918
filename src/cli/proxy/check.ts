// Checks whether a proxy could start, and whether its providers answer.
import { checkOptions, ping, providersOf, type ProxyOptions } from '../../proxy/index.js';
import { Failure } from '../failure.js';
import { printableLines, write } from '../terminal.js';
import { settingsOf } from './summary.js';

/** Prints the configuration and each provider's answer. @throws {@link Failure} if a provider does not answer, and `ConfigurationError` if the proxy could not start. */
export async function check(options: ProxyOptions): Promise<void> {
  checkOptions(options);
  const upstreams = [...providersOf(options).values()];
  const answers = await Promise.all(upstreams.map(ping));
  const width = Math.max(...upstreams.map(({ name }) => name.length));
  const lines = upstreams.map(({ name, url }, at) => {
    const { status, ms, problem } = answers[at]!;
    const said = status === undefined ? `does not answer (${problem})` : `answers (status ${status}, ${ms} ms)`;
    return `  ${name.padEnd(width)}  ${url.href}  ${said}\n`;
  });
  for (const upstream of upstreams) upstream.close();
  await write(process.stdout, printableLines(`${settingsOf(options)}providers\n${lines.join('')}`));
  const silent = upstreams.filter((_, at) => answers[at]!.status === undefined).map(({ name }) => name);
  if (silent.length > 0) throw new Failure(`no answer from ${silent.join(', ')}`);
}
