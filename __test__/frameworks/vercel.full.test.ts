// Version 7 of the AI SDK. Versions 5 and 6 have their tests in `integrations`.
import { describe, expect, it } from 'vitest';
import { checkOutcomes, TURNS } from '../integrations/vercel-outcomes.js';
import { ROWS } from '../proxy/samples.js';
import { registryAnswers } from '../support/consumer.js';
import { FrameworkProject } from './project.js';

describe.runIf(registryAnswers())('version 7 of the AI SDK', () => {
  const project = new FrameworkProject('vercel', ['ai@7.0.173']);

  checkOutcomes(() => project.script('../integrations/vercel.mjs', { ROWS }, ['ai', String(TURNS)]));

  it('has the types of the version', async () => {
    expect(await project.types('vercel.types.mts')).toBe('');
  });
});
