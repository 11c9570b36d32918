import { join } from 'node:path';
import { Failure } from '../../failure/index.js';
import { isRecord, parsed, type Fields } from '../../providers/index.js';
import type { Address, Agent, Machine } from '../agent.js';
import { hasFolder } from '../entries.js';
import { tomlIn } from '../files.js';

const VARIABLE = 'VIBE_PROVIDERS';

export const VIBE: Agent = {
  name: 'vibe',
  title: 'Mistral Vibe',
  programs: ['vibe'],
  install: 'pip install mistral-vibe',
  isHere: hasFolder('.vibe'),
  routing: {
    // The variable replaces the list in its file, so it gets all providers of the user.
    environment: (address, machine) => {
      const { providers } = providersIn(machine);
      const led = providers.map((own) => (own['api_base'] ? { ...own, api_base: address(nameOf(own)) } : own));
      return { [VARIABLE]: JSON.stringify(led.length > 0 ? led : [mistral(address)]) };
    },
    own: (machine) => {
      const { providers, from } = providersIn(machine);
      return providers.map((own) => ({ provider: nameOf(own), url: own['api_base'], from }));
    },
    upstreams: () => ({ mistral: 'https://api.mistral.ai' }),
  },
};

function mistral(address: Address): Fields {
  const base = address('mistral', '/v1');
  return { name: 'mistral', api_base: base, api_key_env_var: 'MISTRAL_API_KEY', backend: 'mistral' };
}

/** The providers that the user lists, and the place. @throws {@link Failure} if the variable is no list. */
function providersIn({ env, folders }: Machine): { readonly providers: readonly Fields[]; readonly from: string } {
  const set = env[VARIABLE];
  const from = set ? VARIABLE : join(env['VIBE_HOME'] || join(folders.home, '.vibe'), 'config.toml');
  const list = set ? parsed(set) : tomlIn(from)['providers'];
  if (Array.isArray(list) && list.every(isRecord)) return { providers: list, from };
  if (set) throw new Failure(`${VARIABLE} is no JSON list of providers: correct it, or unset it for this command`);
  return { providers: [], from };
}

function nameOf({ name }: Fields): string {
  return `vibe-${String(name)}`;
}
