// Adds `headroom_retrieve` to the tools of a request and leaves all other bytes unchanged.
import { retrieveTool, type ToolShape } from '../../tool/index.js';
import { elementsIn, fieldsIn, membersIn, withLast, type Span } from '../fields.js';

const NAME = '"headroom_retrieve"';
/** Gemini has lists of tools within a list, in either spelling. */
const DECLARATIONS = ['functionDeclarations', 'function_declarations'];

/** The list that the tool is added to. Undefined if the request has no tools, or one of this name. */
export function placeForTool(
  source: Buffer,
  fields: ReadonlyMap<string, Span> | undefined,
  shape: ToolShape,
): Span | undefined {
  const tools = shape === 'bedrock' ? configuredIn(source, fields?.get('toolConfig')) : fields?.get('tools');
  if (!tools || source.subarray(tools.start, tools.end).includes(NAME)) return undefined;
  const all = [...elementsIn(source, tools)];
  if (shape !== 'gemini') return all.length > 0 ? tools : undefined;
  return all.flatMap((tool) => declarationsIn(source, tool)).at(-1);
}

/** Adds the tool as the last one of the request. */
export function withTool(source: Buffer, place: Span, shape: ToolShape): Buffer {
  return withLast(source, place, [retrieveTool(shape)]);
}

/** The tools of Converse stand within a field of their own. */
function configuredIn(source: Buffer, config: Span | undefined): Span | undefined {
  const members = config && membersIn(source, config.start);
  return members?.findLast(({ name }) => name === 'tools')?.value;
}

function declarationsIn(source: Buffer, { start, end }: Span): Span[] {
  const fields = fieldsIn(source.subarray(start, end));
  return DECLARATIONS.flatMap((name) => {
    const found = fields?.get(name);
    return found ? [{ start: start + found.start, end: start + found.end }] : [];
  });
}
