// Checks whether agents accept the answers of their hooks.
import { count, plural } from '../../format/index.js';
import { deliveries } from '../../hooks/index.js';
import type { Finding } from './finding.js';

/** An agent may drop an answer silently. Only its transcript shows this. */
export async function checkDeliveries(): Promise<Finding[]> {
  const { arrived, refused, unknown, tokensBefore, tokensAfter } = await deliveries();
  if (arrived + refused + unknown === 0) return [];
  const name = 'hook';
  if (refused > 0) {
    const said = `${plural(refused, 'short text')} did not arrive, ${count(arrived)} did: the agent showed the model the original`;
    return [{ name, state: 'problem', said, advice: 'update the agent and headroom, or use `headroom wrap` instead' }];
  }
  const said = `${plural(arrived, 'short text')} arrived and saved ${plural(tokensBefore - tokensAfter, 'estimated token')}`;
  return [{ name, state: 'ok', said: unknown === 0 ? said : `${said}; ${count(unknown)} not seen yet` }];
}
