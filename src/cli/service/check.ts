import { proxyVariables } from '../../config/index.js';
import { isLoopback } from '../../http/index.js';
import { DEFAULT_HOST } from '../../proxy/index.js';
import { Failure, USAGE } from '../failure.js';
import type { Options } from '../proxy/chosen.js';
import { SETTINGS, settingsFrom } from '../proxy/settings/index.js';

/** The options of the command line with which a service starts the proxy. */
export type ServiceOptions = Options;

/** Refuses options with which the service would not start. @throws {@link Failure} that says what to change. */
export function refuseUnusable({ config, check: _check, ...options }: ServiceOptions): void {
  const { host = DEFAULT_HOST, token } = settingsFrom(options, config, {});
  if (token === undefined && !isLoopback(host))
    throw new Failure(
      `${host} can be reached from other machines, and a service has no variables of this shell, so it needs the token in a file: write \`token = "…"\` to a file that only you can read, and add \`--config FILE\``,
      USAGE,
    );
}

/** The variables of this shell that set something for a proxy, and will not be set in the service. */
export function lostVariables(): string[] {
  return [...proxyVariables(Object.values(SETTINGS).flatMap(({ env }) => env ?? [])).keys()];
}
