// Version 7 of the AI SDK under strict types.
import { generateText, type LanguageModel, type PrepareStepFunction, type ToolSet, wrapLanguageModel } from 'ai';
import { headroomMiddleware, prepareStep, withHeadroom } from '@headroom/native/vercel';

declare const inner: Parameters<typeof wrapLanguageModel>[0]['model'];
const model: LanguageModel = wrapLanguageModel({ model: inner, middleware: headroomMiddleware() });
const step: PrepareStepFunction<ToolSet> = prepareStep();

const wrapped: LanguageModel = withHeadroom(inner);

export const values: readonly unknown[] = [
  wrapped,
  step,
  generateText({ model, prompt: 'Hi.', prepareStep: prepareStep() }),
];
// @ts-expect-error: there is no such option
headroomMiddleware({ nope: 1 });
