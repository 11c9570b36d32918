// The part of a request before its messages.
import type { Span } from './fields.js';
import type { Prepared } from './prepared.js';

/** Fields with tools and with instructions, in the shapes of all providers. */
const TOOLS: readonly string[] = ['tools', 'toolConfig'];
const SYSTEM: readonly string[] = ['system', 'instructions', 'systemInstruction', 'system_instruction'];

/** The bytes of that part, which are not copied. */
export function floorIn(source: Buffer, fields: ReadonlyMap<string, Span> | undefined): Prepared['floor'] {
  const bytes = (names: readonly string[]): Buffer | undefined => {
    const span = names.map((name) => fields?.get(name)).find((own) => own !== undefined);
    return span && source.subarray(span.start, span.end);
  };
  return { tools: bytes(TOOLS), system: bytes(SYSTEM) };
}
