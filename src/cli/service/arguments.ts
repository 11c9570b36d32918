import { resolve } from 'node:path';
import { SETTINGS } from '../proxy/settings/index.js';

/** Options of the command that are not options of the proxy. */
const OWN = /^--(?:un)?install-service$|^--print-service$/;
/** Options whose values are paths. */
const PATHS: ReadonlySet<string> = new Set([
  '--config',
  ...Object.values(SETTINGS).flatMap((setting) => ('isPath' in setting && setting.isPath ? [`--${setting.name}`] : [])),
]);
/** Values of these options that are no paths. */
const WORDS = /^(?:none|:memory:|1|true|yes|on|0|false|no|off)$/i;

/** The arguments with which a service starts the proxy. It has another working folder, so its paths are absolute. */
export function serviceArguments(args: readonly string[]): string[] {
  const words = args.filter((word) => !OWN.test(word));
  return words.map((word, at) => {
    const [, name = '', value = ''] = /^(--[\w-]+)=([^]*)$/.exec(word) ?? [];
    if (PATHS.has(name)) return `${name}=${absolute(value)}`;
    return PATHS.has(words[at - 1] ?? '') && !word.startsWith('-') ? absolute(word) : word;
  });
}

function absolute(value: string): string {
  return value === '' || WORDS.test(value) ? value : resolve(value);
}
