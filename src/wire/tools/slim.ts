// Takes keys out of tools' definitions that say nothing to a model. The output is a function of the definitions alone, so that each request of a conversation has the same.
import { elementsIn, membersIn, type Member, type Span } from '../fields.js';

/** Where tools have their schemas, in the shapes of all providers. */
const SCHEMAS: ReadonlySet<string> = new Set(['input_schema', 'parameters', 'parametersJsonSchema', 'json']);
/** What a schema may stand in. */
const AROUND: ReadonlySet<string> = new Set([
  'function',
  'functionDeclarations',
  'function_declarations',
  'toolSpec',
  'inputSchema',
]);
/** Keys of a schema for editors and validators (JSON Schema 2020-12, and VS Code). */
const MUTE: ReadonlySet<string> = new Set([
  '$schema',
  '$comment',
  'title',
  'markdownDescription',
  'readOnly',
  'writeOnly',
]);
/** Keys under which names of the user's own stand, each with a schema. */
const MAPS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);
/** Keys with a schema, or a list of schemas. */
const NESTED: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'prefixItems',
  'anyOf',
  'oneOf',
  'allOf',
]);
/** Deeper schemas stay as they are. */
const MAX_DEPTH = 64;

/** A source whose tools are slimmer; the very same one where nothing can go. `tools`: the list of them. */
export function slimTools(source: Buffer, tools: Span): Buffer {
  const cuts: Span[] = [];
  for (const tool of elementsIn(source, tools)) inTool(source, tool, cuts, 0);
  if (cuts.length === 0) return source;
  const kept: Buffer[] = [];
  let at = 0;
  for (const { start, end } of cuts.sort((a, b) => a.start - b.start)) {
    if (start > at) kept.push(source.subarray(at, start));
    at = Math.max(at, end);
  }
  return Buffer.concat([...kept, source.subarray(at)]);
}

function inTool(source: Buffer, tool: Span, cuts: Span[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const { name, value } of membersIn(source, tool.start) ?? []) {
    if (SCHEMAS.has(name)) inSchema(source, value, cuts, depth);
    else if (AROUND.has(name)) for (const own of schemasAt(source, value)) inTool(source, own, cuts, depth + 1);
  }
}

function inSchema(source: Buffer, schema: Span, cuts: Span[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  const members = membersIn(source, schema.start) ?? [];
  let lastKept: Member | undefined;
  for (const [at, member] of members.entries()) {
    const { name, span, value } = member;
    if (MUTE.has(name)) {
      const next = members[at + 1];
      cuts.push(
        next ? { start: span.start, end: next.span.start } : { start: lastKept?.span.end ?? span.start, end: span.end },
      );
      continue;
    }
    lastKept = member;
    if (MAPS.has(name))
      for (const own of membersIn(source, value.start) ?? []) inSchema(source, own.value, cuts, depth + 1);
    else if (NESTED.has(name)) for (const own of schemasAt(source, value)) inSchema(source, own, cuts, depth + 1);
  }
}

/** One value, or those of a list. */
function schemasAt(source: Buffer, value: Span): Span[] {
  const listed = [...elementsIn(source, value)];
  return listed.length > 0 ? listed : [value];
}
