import { programPath, type Agent } from '../../agents/index.js';
import { ownEnvironment } from '../../config/index.js';
import { Failure, NOT_FOUND } from '../failure.js';

/** The path of an agent's program. @throws {@link Failure} that says how to install it. */
export function programOf({ title, programs, install }: Agent, given: string | undefined): string {
  const env = ownEnvironment();
  for (const name of given === undefined ? programs : [given]) {
    const path = programPath(name, env);
    if (path !== undefined) return path;
  }
  const how = /^https:/.test(install) ? `get it from ${install}` : `install it with \`${install}\``;
  throw new Failure(
    given === undefined
      ? `${programs[0] ?? title} is not on the PATH: ${how}, or name its program with --program`
      : `there is no program ${given}`,
    NOT_FOUND,
  );
}
