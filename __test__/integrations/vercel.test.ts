// The middleware and the step in versions 5 and 6 of the AI SDK: the types fit, and the model gets a compressed
// prompt.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LanguageModelMiddleware, PrepareStepFunction } from 'ai';
import type { PrepareStepFunction as PrepareStepFunction5, wrapLanguageModel } from 'ai-5';
import type { HeadroomMiddleware, prepareStep } from '@headroom/native/vercel';
import { describe, expectTypeOf, it } from 'vitest';
import { ROWS } from '../proxy/samples.js';
import { checkOutcomes, TURNS } from './vercel-outcomes.js';

const SCRIPT = fileURLToPath(new URL('vercel.mjs', import.meta.url));

describe.each(['ai', 'ai-5'])('%s', (name) => {
  checkOutcomes(() => {
    const env = { ...process.env, ROWS };
    return JSON.parse(
      execFileSync(process.execPath, [SCRIPT, name, String(TURNS)], { env, encoding: 'utf8', maxBuffer: 1 << 26 }),
    );
  });
});

it('has the types of both versions', () => {
  expectTypeOf<HeadroomMiddleware>().toExtend<LanguageModelMiddleware>();
  expectTypeOf<HeadroomMiddleware>().toExtend<Parameters<typeof wrapLanguageModel>[0]['middleware']>();
  expectTypeOf<ReturnType<typeof prepareStep>>().toExtend<PrepareStepFunction>();
  expectTypeOf<ReturnType<typeof prepareStep>>().toExtend<PrepareStepFunction5>();
});
