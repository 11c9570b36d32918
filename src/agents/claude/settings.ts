import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';

/** The user's settings: their file, and the base address in them. */
export function settingsOf({ home, claude }: ClientFolders): { file: string; baseUrl: string | undefined } {
  const file = join(claude === home ? join(home, '.claude') : claude, 'settings.json');
  try {
    const settings = JSON.parse(readFileSync(file, 'utf8')) as { env?: { ANTHROPIC_BASE_URL?: unknown } };
    const { ANTHROPIC_BASE_URL: baseUrl } = settings.env ?? {};
    return { file, baseUrl: typeof baseUrl === 'string' ? baseUrl : undefined };
  } catch {
    return { file, baseUrl: undefined };
  }
}
