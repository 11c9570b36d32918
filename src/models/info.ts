import type { ModelInfo } from './model.js';
import { overrideFor } from './overrides.js';
import { lookUp } from './registry.js';

/**
 * What is known of a model: windows, how its tokens are counted, what its prompt cache takes, prices. Any name of it will do: with the provider in front
 * (`anthropic/claude-…`), a cloud's (`us.anthropic.claude-…-v1:0`, `claude-…@20250929`), a router's (`….:beta`), a deployment's that contains it. Of a model
 * that is not known there are the figures of its family or, at last, a stated default: `match` says which. What the user's own list says comes first:
 * `models.json` in the folder `headroom` of the platform's folder for configuration, or what HEADROOM_MODELS holds or names.
 *
 * @throws {@link ConfigurationError} only where that list is wrong: it names the file and the field.
 */
export function modelInfo(name: string): ModelInfo {
  const override = overrideFor(name);
  if (!override) return lookUp(name);
  const { like, ...fields } = override;
  const base = lookUp(like ?? name);
  // A price, a factor or an error that is given alone belongs to the encoding that is known.
  const exact = fields.encoding !== undefined && fields.encoding !== 'estimate' ? { factor: 1, error: 0 } : {};
  return {
    ...base,
    ...(fields.prices && { asOf: undefined }),
    ...exact,
    ...fields,
    id: like === undefined && base.match === 'id' ? base.id : name.trim().toLowerCase(),
    match: 'id',
    known: true,
  };
}
