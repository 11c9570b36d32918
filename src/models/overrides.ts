// The user's own list of models, which overrides the registry and may add models to it.
import { configuredModels } from '../config/index.js';
import { ConfigurationError } from '../errors/index.js';
import { isRecord } from '../providers/index.js';
import type { ModelInfo, ModelPrices } from './model.js';
import { plain, stem } from './stem.js';

/** The fields that a user may set. Other fields come from the model named in `like`, or from the registry by name. */
type Override = { like?: string } & Partial<Omit<ModelInfo, 'id' | 'match' | 'known' | 'asOf'>>;

/** Validates a value. `refuse` throws an error that says what the value must be. */
type Check = (value: unknown, refuse: (wanted: string, field?: string) => never) => unknown;

const PRICES = ['input', 'cachedRead', 'cacheWrite5m', 'cacheWrite1h', 'output'];
const REQUIRED = ['input', 'output'];
const ENCODINGS: readonly unknown[] = ['o200k_base', 'cl100k_base', 'estimate'];

const text: Check = (value, refuse) =>
  typeof value === 'string' && value !== '' ? value : refuse('a string that is not empty');
const tokens: Check = (value, refuse) =>
  Number.isSafeInteger(value) && (value as number) > 0 ? value : refuse('a whole number of tokens above 0');

const FIELDS: Readonly<Record<string, Check>> = {
  like: text,
  provider: text,
  context: tokens,
  maxOutput: tokens,
  cacheMinimum: tokens,
  encoding: (value, refuse) => (ENCODINGS.includes(value) ? value : refuse(`one of ${ENCODINGS.join(', ')}`)),
  factor: (value, refuse) => (isShare(value) && value > 0 ? value : refuse('a number above 0, such as 1.2')),
  error: (value, refuse) => (isShare(value) ? value : refuse('a number from 0 to 10, such as 0.15')),
  prices: (value, refuse) => prices(value, refuse, true),
};

let read: { readonly from: string; readonly models: ReadonlyMap<string, Override> } | undefined;

/**
 * The user's entry for a model, if there is one.
 *
 * @throws `ConfigurationError` that names the file and the field, if the list is invalid.
 */
export function overrideFor(name: unknown): Override | undefined {
  const found = configuredModels();
  if (!found) return undefined;
  if (read?.from !== found.text) read = { from: found.text, models: checked(found.value, found.source) };
  const asked = plain(name);
  return asked === undefined ? undefined : (read.models.get(asked) ?? read.models.get(stem(asked)));
}

function checked(models: Readonly<Record<string, unknown>>, source: string): Map<string, Override> {
  const refuse =
    (path: string) =>
    (wanted: string, field?: string): never => {
      const option = field === undefined ? path : `${path}.${field}`;
      throw new ConfigurationError(`${source}: ${option}: ${wanted}`, option);
    };
  return new Map(
    Object.entries(models).flatMap(([name, fields]) => {
      if (!isRecord(fields)) return refuse(name)('an object with the fields of this model');
      const entries = Object.entries(fields).map(([field, value]) => {
        const check = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
        return [
          field,
          check
            ? check(value, refuse(`${name}.${field}`))
            : refuse(name)(`unknown; there are ${Object.keys(FIELDS).join(', ')}`, field),
        ] as const;
      });
      const asked = plain(name) ?? refuse(name)('a name of up to 256 characters');
      const override = Object.fromEntries(entries) as Override;
      return [[stem(asked), override] as const, [asked, override] as const];
    }),
  );
}

function prices(value: unknown, refuse: Parameters<Check>[1], mayBeLong: boolean): ModelPrices {
  if (!isRecord(value)) return refuse(`prices in dollars for a million tokens: { "input": "3", "output": "15" }`);
  const missing = REQUIRED.find((field) => value[field] === undefined);
  if (missing !== undefined) return refuse('a price in dollars for a million tokens', missing);
  return Object.fromEntries(
    Object.entries(value).map(([field, price]) => {
      if (PRICES.includes(field))
        return [
          field,
          decimal(price) ??
            refuse('a price in dollars for a million tokens, such as 3 or "0.25", with at most six decimals', field),
        ];
      if (!mayBeLong && field === 'above') return [field, tokens(price, (wanted) => refuse(wanted, field))];
      if (!mayBeLong || field !== 'long')
        return refuse(`unknown; there are ${[...PRICES, mayBeLong ? 'long' : 'above'].join(', ')}`, field);
      if (!isRecord(price) || price['above'] === undefined)
        return refuse('the prices `above` a number of tokens', field);
      return [
        field,
        prices(price, (wanted, inner) => refuse(wanted, inner === undefined ? field : `${field}.${inner}`), false),
      ];
    }),
  ) as unknown as ModelPrices;
}

/**
 * A price as decimal text. A number is taken as JavaScript prints it, which is exact for the digits that prices have.
 */
function decimal(price: unknown): string | undefined {
  if (typeof price !== 'number' && typeof price !== 'string') return undefined;
  return /^\d{1,6}(\.\d{1,6})?$/.test(String(price)) ? String(price) : undefined;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 10;
}
