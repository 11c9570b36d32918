// Whether a proxy could be started, and its providers answer.
import { ping, upstreamsOf, type ProxyOptions } from '../../proxy/index.js';
import { FAILED } from '../failure.js';
import { write } from '../terminal.js';
import { settingsOf } from './settings.js';

/** Prints the configuration and what answers. The exit code says whether all providers do. */
export async function check(options: ProxyOptions): Promise<void> {
  const upstreams = [...upstreamsOf(options.upstreams).values()];
  const answers = await Promise.all(upstreams.map(ping));
  const width = Math.max(...upstreams.map(({ name }) => name.length));
  const lines = upstreams.map(({ name, url }, at) => {
    const { status, ms, problem } = answers[at]!;
    const said = status === undefined ? `does not answer (${problem})` : `answers (status ${status}, ${ms} ms)`;
    return `  ${name.padEnd(width)}  ${url.href}  ${said}\n`;
  });
  for (const upstream of upstreams) upstream.close();
  await write(process.stdout, `${settingsOf(options)}providers\n${lines.join('')}`);
  if (answers.some(({ status }) => status === undefined)) process.exitCode = FAILED;
}
