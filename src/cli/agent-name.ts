// Names of agents on the command line. A wrong name is refused with the nearest one.
import { InvalidArgumentError, type Argument } from 'commander';
import { AGENTS, agentNamed, type Agent } from '../agents/index.js';
import { nearestOf } from '../errors/index.js';
import { Failure, USAGE } from './failure.js';

/** The agent with this name. @throws {@link Failure} that says which names there are. */
export function knownAgent(name: string): Agent {
  const agent = agentNamed(name);
  if (agent) return agent;
  const names = AGENTS.map((own) => own.name);
  const nearest = nearestOf(name, names);
  const meant = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
  throw new Failure(`no agent \`${name}\` is known${meant}: name one of ${names.join(', ')}`, USAGE);
}

/** Restricts an argument to these names. */
export function namesOnly(argument: Argument, names: readonly string[]): Argument {
  return argument.choices(names).argParser((name: string) => {
    if (names.includes(name)) return name;
    const nearest = nearestOf(name, names);
    const meant = nearest === undefined ? '' : `Did you mean ${nearest}? `;
    throw new InvalidArgumentError(`${meant}Allowed choices are ${names.join(', ')}.`);
  });
}
