// Wraps language models of the AI SDK, for programs that do not use its `wrapLanguageModel`.
import { FUNCTION, TEXT } from '../../errors/index.js';
import type { Headroom } from '../../headroom/index.js';
import { LiveConversations } from '../live.js';
import { marked } from '../mark.js';
import { promptOf, type CallParams } from './prompt.js';

/** The part of a language model that is wrapped. Versions 5, 6 and 7 of the AI SDK have it. */
interface LanguageModel {
  readonly specificationVersion: string;
  readonly modelId: string;
  doGenerate(params: CallParams): PromiseLike<unknown>;
  doStream(params: CallParams): PromiseLike<unknown>;
}

/** True if a value is a language model of the AI SDK. */
export function isLanguageModel(value: object): value is LanguageModel {
  const { specificationVersion, modelId, doGenerate, doStream } = value as Partial<LanguageModel>;
  return [specificationVersion, modelId].every(TEXT.fits) && [doGenerate, doStream].every(FUNCTION.fits);
}

/** A model of the same class whose prompts are compressed without loss. */
export function languageModelWith<M extends object>(model: M, headroom: Headroom): M {
  const live = new LiveConversations(headroom);
  const inner = model as M & LanguageModel;
  const given = (params: CallParams): Promise<CallParams> => promptOf(live, params, inner.modelId);
  const own = Object.create(model, {
    doGenerate: { value: async (params: CallParams) => inner.doGenerate.call(model, await given(params)) },
    doStream: { value: async (params: CallParams) => inner.doStream.call(model, await given(params)) },
  }) as M;
  return marked(own, headroom);
}
