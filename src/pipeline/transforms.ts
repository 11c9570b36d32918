// The parts of a pipeline.
import { argument, ConfigurationError, FUNCTION, listOf, lookAt, OBJECT } from '../errors/index.js';
import type { Headroom } from '../headroom/index.js';
import { defineCompressor, type CustomCompressor } from './define.js';
import { defineSelector, stored, type CustomSelector, type Stored } from './select.js';

/** A compressor, a selector, or the engine. */
export type Transform = CustomCompressor | CustomSelector | Headroom;

/**
 * Checks the transforms. Selectors become compressors, and the engine is returned separately. @throws
 * `ConfigurationError`
 */
export function checkedTransforms(transforms: readonly Transform[]): {
  readonly compressors: readonly CustomCompressor[];
  readonly engine: Headroom | undefined;
} {
  argument('transforms', transforms, listOf(OBJECT, 'a list of compressors'));
  const all = lookAt('transforms', () => Array.from(transforms));
  const last = all.at(-1);
  const engine = isEngine(last) ? last : undefined;
  const own = engine ? all.slice(0, -1) : all;
  const compressors = own.map((value) =>
    isSelector(value) ? storedBy(engine, value) : defineCompressor(value as CustomCompressor),
  );
  const names = compressors.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new ConfigurationError(`two compressors have the name \`${twice}\``, 'transforms');
  return { compressors, engine };
}

const METHODS = ['compress', 'expand', 'session'] as const;

/** An instance is recognised by its methods, because another copy of this package has a class of its own. */
function isEngine(value: unknown): value is Headroom {
  return lookAt('transforms', () => METHODS.every((name) => FUNCTION.fits((value as Headroom | undefined)?.[name])));
}

function isSelector(value: object): value is CustomSelector {
  return lookAt('transforms', () => 'leaveOut' in value);
}

function storedBy(engine: Headroom | undefined, value: CustomSelector): CustomCompressor {
  const selector = defineSelector(value);
  if (!engine?.hasStore)
    throw new ConfigurationError(`selector \`${selector.name}\` needs an engine with a store behind it`, 'transforms');
  const originals: Stored = () => engine.originals();
  return stored(selector, originals);
}
