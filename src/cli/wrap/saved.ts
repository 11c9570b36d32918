import { serverToken } from '../../config/index.js';
import { count, plural } from '../../format/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import { ask } from '../shared-proxy/index.js';

/**
 * Remembers the savings of a proxy. Returns a function that says in a line what it has saved since; empty if nothing.
 */
export async function savedBy(url: string): Promise<() => Promise<string>> {
  const before = await tokensAt(url);
  return async () => {
    const after = await tokensAt(url);
    const requests = numberIn(after, 'requests') - numberIn(before, 'requests');
    if (requests <= 0) return '';
    const saved = numberIn(after, 'saved') - numberIn(before, 'saved');
    const all = numberIn(after, 'before') - numberIn(before, 'before');
    return `${plural(requests, 'request')}: ${count(saved)} of ${count(all)} estimated tokens of texts saved\n`;
  };
}

async function tokensAt(url: string): Promise<Fields> {
  const stats = await ask(url, '/stats', serverToken());
  return isRecord(stats?.['tokens']) ? stats['tokens'] : {};
}

function numberIn(fields: Fields, name: string): number {
  const value = fields[name];
  return typeof value === 'number' ? value : 0;
}
