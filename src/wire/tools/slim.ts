// Removes keys from the definitions of tools that a model cannot use, or that repeat the description. The output
// depends on the definitions alone, so it is the same for all requests of a conversation.
import { elementsIn, membersIn, type Member, type Span } from '../fields.js';

/** The fields in which tools have their schemas, in the shapes of all providers. */
const SCHEMAS: ReadonlySet<string> = new Set(['input_schema', 'parameters', 'parametersJsonSchema', 'json']);
/** The fields that may contain a tool. */
const AROUND: ReadonlySet<string> = new Set([
  'function',
  'functionDeclarations',
  'function_declarations',
  'toolSpec',
  'inputSchema',
]);
/** Keys of a schema that are for editors and validators (JSON Schema 2020-12, and VS Code). */
const MUTE: ReadonlySet<string> = new Set([
  '$schema',
  '$comment',
  'title',
  'markdownDescription',
  'readOnly',
  'writeOnly',
]);
/** Keys whose values map the user's own names to schemas. */
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
/** Keys with schemas that others refer to. */
const DEFINITIONS: ReadonlySet<string> = new Set(['$defs', 'definitions']);
/** The maximum depth. Deeper schemas stay unchanged. */
const MAX_DEPTH = 64;

/** Slims the tools of a source. Returns the same source if nothing can be removed. `tools` is the list of tools. */
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
  const members = membersIn(source, tool.start) ?? [];
  const description = members.find(({ name }) => name === 'description');
  const said = description && bytesOf(source, description.value);
  for (const { name, value } of members) {
    if (SCHEMAS.has(name)) inSchema(source, value, cuts, depth, { said });
    else if (AROUND.has(name)) for (const own of schemasAt(source, value)) inTool(source, own, cuts, depth + 1);
  }
}

/** The definition of a tool around its schema. */
interface Root {
  /** The JSON of the tool's description. */
  readonly said: Buffer | undefined;
}

function inSchema(source: Buffer, schema: Span, cuts: Span[], depth: number, root?: Root): void {
  if (depth > MAX_DEPTH) return;
  const members = membersIn(source, schema.start) ?? [];
  const isSlim = ({ name, value }: Member): boolean =>
    MUTE.has(name) || (root !== undefined && isRepeated(source, name, value, schema, root));
  let lastKept: Member | undefined;
  for (const [at, member] of members.entries()) {
    const { name, span, value } = member;
    if (isSlim(member)) {
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

/** Whether a key of a tool's schema repeats the tool's description, or has schemas without references to them. */
function isRepeated(source: Buffer, name: string, value: Span, schema: Span, { said }: Root): boolean {
  if (name === 'description') return said?.equals(bytesOf(source, value)) === true;
  return DEFINITIONS.has(name) && !/"\$(?:ref|dynamicRef|recursiveRef)"|\\/.test(bytesOf(source, schema).toString());
}

/** One value, or those of a list. */
function schemasAt(source: Buffer, value: Span): Span[] {
  const listed = [...elementsIn(source, value)];
  return listed.length > 0 ? listed : [value];
}

function bytesOf(source: Buffer, { start, end }: Span): Buffer {
  return source.subarray(start, end);
}
