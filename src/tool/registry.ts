// Finds the provider for a tool, a request or a call.
import { ConfigurationError } from '../errors/index.js';
import { isRecord, providerOfRequest, providersWith, type ToolCall, type With } from '../providers/index.js';
import type { ToolShape } from './types.js';

/** The provider of this name. @throws `ConfigurationError` for an unknown name. */
export function shapeNamed(name: ToolShape): With<'tool'> {
  const known = providersWith('tool');
  const provider = known.find((own) => own.name === name);
  if (!provider)
    throw new ConfigurationError(`option \`shape\`: one of ${known.map((own) => own.name).join(', ')}`, 'shape');
  return provider;
}

/**
 * The provider that is named, or that a request is for.
 *
 * @throws `ConfigurationError` if no provider recognises the request, or its tools are not supported.
 */
export function shapeOf(request: object, name: ToolShape | undefined): With<'tool'> {
  return shapeNamed(name === undefined ? (providerOfRequest(request).name as ToolShape) : name);
}

/** Reads a call, and finds the provider whose shape it has; undefined for an unknown shape. */
export function readCall(call: unknown): { readonly provider: With<'tool'>; readonly call: ToolCall } | undefined {
  if (!isRecord(call)) return undefined;
  for (const provider of providersWith('tool')) {
    const own = provider.tool.read(call);
    if (own) return { provider, call: own };
  }
  return undefined;
}
