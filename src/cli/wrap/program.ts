import { programPath, type Agent } from '../../agents/index.js';
import { ownEnvironment } from '../../config/index.js';
import { Failure, NOT_FOUND } from '../failure.js';

/** The path of an agent's program. @throws {@link Failure} that says how to install it. */
export function programOf(agent: Agent, given: string | undefined): string {
  const path = pathOf(agent, given);
  if (path === undefined) throw new Failure(missing(agent, given), NOT_FOUND);
  return path;
}

/** Says that an agent's program is missing, and how to install it. Undefined if it is there. */
export function missingProgram(agent: Agent, given: string | undefined): string | undefined {
  return pathOf(agent, given) === undefined ? missing(agent, given) : undefined;
}

function pathOf({ programs }: Agent, given: string | undefined): string | undefined {
  const env = ownEnvironment();
  for (const name of given === undefined ? programs : [given]) {
    const path = programPath(name, env);
    if (path !== undefined) return path;
  }
  return undefined;
}

function missing({ title, programs, install }: Agent, given: string | undefined): string {
  if (given !== undefined) return `there is no program ${given}`;
  const how = /^https:/.test(install) ? `get it from ${install}` : `install it with \`${install}\``;
  return `${programs[0] ?? title} is not on the PATH: ${how}, or name its program with --program`;
}
