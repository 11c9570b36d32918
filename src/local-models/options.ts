import { COUNT, oneOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import type { ModelRuntimeOptions } from './runtime.js';

/** How a model is loaded. */
export interface LoadModelOptions extends ModelRuntimeOptions {
  /** Maximum number of tokens that the model reads at a time, its marks included. Default: 512. */
  maxTokens?: number;
  /** The number of threads of one run, at most 64. Default: 1. */
  threads?: number;
  /**
   * The hardware that computes. Default: `cpu`. Another one needs a library of ONNX Runtime that was built for it: if
   * the library was not, loading fails with `model/unavailable`. Its results may differ in their last digits.
   */
  provider?: 'cpu' | 'coreml' | 'cuda' | 'directml';
  /**
   * After this number of milliseconds without work the memory of the model is freed, and the next call loads it again.
   * Default: it stays until it is closed.
   */
  idleMs?: number;
  /** Cancels loading: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** How a sentence encoder is loaded. */
export interface LoadEmbedderOptions extends LoadModelOptions {
  /**
   * Which vector stands for a text: the mean of those of its tokens (`mean`, default), or that of the first (`first`),
   * as for BGE.
   */
  pooling?: 'mean' | 'first';
}

/** What is known about a loaded model. */
export interface LocalModelInfo {
  /** The path of its file. */
  readonly file: string;
  /** The size of its files in bytes. It needs at least as much memory while it is loaded. */
  readonly bytes: number;
  /** Maximum number of tokens that it reads at a time. */
  readonly maxTokens: number;
  /** Whether it is in memory now: see `idleMs`. */
  readonly loaded: boolean;
}

export const LOAD_CHECKS: Checks<LoadModelOptions> = {
  runtime: TEXT,
  maxTokens: COUNT,
  threads: COUNT,
  provider: oneOf('cpu', 'coreml', 'cuda', 'directml'),
  idleMs: COUNT,
  signal: SIGNAL,
};
export const EMBEDDER_CHECKS: Checks<LoadEmbedderOptions> = { ...LOAD_CHECKS, pooling: oneOf('mean', 'first') };
