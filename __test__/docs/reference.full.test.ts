// The API reference is generated without a warning: each link in a comment has a target, and each documented
// parameter exists.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { npm, registryAnswers } from '../support/consumer.js';
import { ROOT } from '../support/process.js';

it.runIf(registryAnswers())(
  'the API reference shows every entry',
  () => {
    npm(['run', 'generate:api'], ROOT);
    for (const page of ['index', 'entries_cost', 'entries_retrieval'])
      expect(existsSync(join(ROOT, 'target/api/modules', `${page}.html`)), page).toBe(true);
  },
  180_000,
);
