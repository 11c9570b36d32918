import { share } from '../../format/index.js';
import { modelInfo, type ModelInfo } from '../../models/index.js';
import { NANO_PER_DOLLAR, priced } from '../../money/index.js';
import type { AllSums } from '../savings.js';
import { optionalText } from './input.js';
import type { Tool } from './tool.js';

/** `headroom_stats`: the savings of this session, and of all sessions on this machine. */
export const STATS: Tool = {
  name: 'headroom_stats',
  description:
    'Says how many tokens Headroom saved in this session and in others on this machine, and what it has stored.',
  inputSchema: {
    type: 'object',
    properties: {
      model: {
        type: 'string',
        description: 'A model, such as claude-sonnet-4-5: also says what the saved tokens cost as new input of it.',
      },
    },
  },
  async call({ savings, store }, input) {
    const model = optionalText(input, 'model');
    const { originals, bytes, storedBytes, limitBytes, lasting } = await store.stats();
    const price = model === undefined ? undefined : priceOf(modelInfo(model));
    const said = {
      thisServer: figuresOf(savings.own(), price),
      allServers: figuresOf(savings.all(), price),
      ...(model !== undefined && { price: price?.said ?? 'the price of this model is not known' }),
      store: { originals, bytes, storedBytes, limitBytes, lasting },
    };
    return { parts: [JSON.stringify(said, null, 2)] };
  },
};

/** The price of new input of a model. */
interface Price {
  readonly said: { readonly model: string; readonly usdPerMillionTokens: number; readonly asOf: string | undefined };
  /** The cost of some tokens, in dollars. */
  readonly of: (tokens: number) => number;
}

/** The price of a model's new input. Prices of long prompts are for one request, and these sums are of many. */
function priceOf({ id, prices, asOf }: ModelInfo): Price | undefined {
  if (!prices) return undefined;
  const { long: _long, ...usual } = prices;
  const none = { cachedRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0 };
  return {
    said: { model: id, usdPerMillionTokens: Number(usual.input), asOf },
    of: (input) => priced({ ...none, input }, { prices: usual })! / NANO_PER_DOLLAR,
  };
}

function figuresOf(sums: AllSums, price: Price | undefined): object {
  const { tokensBefore, tokensSaved } = sums;
  const savedPercent = Math.round(1000 * share(tokensSaved, tokensBefore)) / 10;
  return { ...sums, savedPercent, ...(price && { savedUsd: price.of(tokensSaved) }) };
}
