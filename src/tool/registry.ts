// Finds the provider whose tools, calls and results are asked for.
import { ConfigurationError } from '../errors/index.js';
import { isRecord, providerOfRequest, providersWith, type ToolCall, type With } from '../providers/index.js';
import type { ToolShape } from './types.js';

/** The provider of this name. @throws `ConfigurationError` for another. */
export function shapeNamed(name: ToolShape): With<'tool'> {
  const known = providersWith('tool');
  const provider = known.find((own) => own.name === name);
  if (!provider)
    throw new ConfigurationError(`option \`shape\`: one of ${known.map((own) => own.name).join(', ')}`, 'shape');
  return provider;
}

/** The provider that a request is for, or the one that is named. @throws `ConfigurationError` where that cannot be told, or its tools are not known. */
export function shapeOf(request: object, name: ToolShape | undefined): With<'tool'> {
  return shapeNamed(name === undefined ? (providerOfRequest(request).name as ToolShape) : name);
}

/** A call, and the provider whose shape it has; nothing where it has none that is known. */
export function readCall(call: unknown): { readonly provider: With<'tool'>; readonly call: ToolCall } | undefined {
  if (!isRecord(call)) return undefined;
  for (const provider of providersWith('tool')) {
    const own = provider.tool.read(call);
    if (own) return { provider, call: own };
  }
  return undefined;
}
