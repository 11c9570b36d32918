import type { ModelInfo } from './model.js';
import { overrideFor } from './overrides.js';
import { lookUp } from './registry.js';

/**
 * The facts about a model: its windows, the counting of its tokens, the limits of its prompt cache, its prices. Any
 * name of the model is accepted: with the provider in front (`anthropic/claude-…`), of a cloud
 * (`us.anthropic.claude-…-v1:0`, `claude-…@20250929`), of a router (`….:beta`), or of a deployment that contains it.
 * For a model that is not known, the figures are those of its family or a stated default; `match` says which. The
 * user's own list comes first: `models.json` in the folder `headroom` of the platform's folder for configuration, or
 * what HEADROOM_MODELS holds or names.
 *
 * @throws `ConfigurationError` if that list is wrong. The message names the file and the field.
 *
 * @example
 * ```ts
 * import { modelInfo } from '@headroom/native/cost';
 *
 * const { context, prices, match } = modelInfo('anthropic/claude-sonnet-4-5');
 * console.log(context, prices?.input, match);
 * ```
 */
export function modelInfo(name: string): ModelInfo {
  const override = overrideFor(name);
  if (!override) return { ...lookUp(name) };
  const { like, ...fields } = override;
  const base = lookUp(like ?? name);
  // An exact encoding has no factor and no error. Those of the base model apply only to its own encoding.
  const exact = fields.encoding !== undefined && fields.encoding !== 'estimate' ? { factor: 1, error: 0 } : {};
  return {
    ...base,
    ...(fields.prices && { asOf: undefined }),
    ...exact,
    ...(fields.context !== undefined && { contextKnown: true }),
    ...fields,
    id: like === undefined && base.match === 'id' ? base.id : name.trim().toLowerCase(),
    match: 'id',
    known: true,
  };
}
