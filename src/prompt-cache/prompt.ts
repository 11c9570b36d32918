// A request of any provider as its prompt cache sees it: segments in the order of the prompt, and the parameters that
// the cache depends on.
import { attempt, conversationIn, isRecord, providerOfRequest, type Fields, type Tier } from '../providers/index.js';
import { fieldsOf, jsonOf, listOf, type Count } from './json.js';

/** A part of a prompt. */
export interface Segment {
  readonly tier: Tier;
  /** Its place in the request, for people: `system[0]`, `tools[2] read_file`, `messages[4].content[0]`. */
  readonly where: string;
  readonly text: string;
  readonly tokens: number;
}

/** A request in segments. */
export interface Prompt {
  readonly model: string;
  readonly segments: readonly Segment[];
  /** Parameters that the cache depends on, each with the first tier that it affects. */
  readonly parameters: readonly { readonly name: string; readonly from: Tier; readonly value: string }[];
}

const SYSTEM: ReadonlySet<unknown> = new Set(['system', 'developer']);

/**
 * The segments of a request; undefined if the value is not a request.
 *
 * @throws {@link Unreadable} if it cannot be written as JSON.
 */
export function promptOf(value: unknown, count: Count): Prompt | undefined {
  if (!isRecord(value)) return undefined;
  // Some Gemini clients wrap the whole request in a field.
  const request = fieldsOf(isRecord(value['request']) ? { model: value['model'], ...value['request'] } : value);
  const conversation = conversationIn(request);
  if (
    !conversation &&
    request['system'] === undefined &&
    request['tools'] === undefined &&
    request['input'] === undefined
  )
    return undefined;
  const segments: Segment[] = [];
  const add = (tier: Tier, where: string, text: string): void => {
    segments.push({ tier, where, text, tokens: Math.max(0, count(text) || 0) });
  };
  for (const [at, { name, tool }] of toolsIn(request).entries())
    add('tools', `tools[${at}]${name === '' ? '' : ` ${name}`}`, toolText(name, tool));
  const config = isRecord(request['config']) ? request['config'] : {};
  const system =
    request['system'] ??
    request['instructions'] ??
    request['systemInstruction'] ??
    request['system_instruction'] ??
    config['systemInstruction'];
  for (const { where, text } of contentIn(system, 'system')) add('system', where, text);
  const messages = conversation?.messages ?? [];
  const name = Array.isArray(request['input']) ? 'input' : Array.isArray(request['contents']) ? 'contents' : 'messages';
  let isSystem = true;
  for (const [at, message] of messages.entries()) {
    const fields = message as Fields;
    isSystem &&= SYSTEM.has(fields['role']);
    for (const { where, text } of messageIn(fields, `${name}[${at}]`))
      add(isSystem ? 'system' : 'messages', where, text);
  }
  if (typeof request['input'] === 'string') add('messages', 'input', request['input']);
  return {
    model: String(request['model'] ?? request['modelId'] ?? ''),
    segments,
    parameters: parametersOf(request, segments),
  };
}

/**
 * The tools with their names. The request has a list of tools, lists of declarations (Gemini), or an object (Vercel).
 */
function toolsIn(request: Fields): { name: string; tool: unknown }[] {
  const { tools, toolConfig, config } = request;
  const found =
    tools ??
    (isRecord(toolConfig) ? toolConfig['tools'] : undefined) ??
    (isRecord(config) ? config['tools'] : undefined);
  if (isRecord(found)) return Object.entries(found).map(([name, tool]) => ({ name, tool: { name, tool } }));
  return listOf(found).flatMap((tool: unknown) => {
    const declared = isRecord(tool) ? (tool['functionDeclarations'] ?? tool['function_declarations']) : undefined;
    return (declared === undefined ? [tool] : listOf(declared)).map((own) => ({ name: nameOf(own), tool: own }));
  });
}

/** The text of a tool. Schemas of some SDKs are circular objects; of those, only the name is compared. */
function toolText(name: string, tool: unknown): string {
  try {
    return jsonOf(tool);
  } catch {
    return name;
  }
}

function nameOf(tool: unknown): string {
  if (!isRecord(tool)) return '';
  const inner = tool['function'] ?? tool['toolSpec'];
  const name = tool['name'] ?? (isRecord(inner) ? inner['name'] : undefined) ?? tool['type'];
  return typeof name === 'string' ? name.slice(0, 64) : '';
}

/** The parts of a message. Its other fields, such as the role, belong to the first part. */
function messageIn(message: Fields, where: string): { where: string; text: string }[] {
  const { content, parts, ...rest } = message;
  const key = content === undefined ? 'parts' : 'content';
  const pieces = contentIn(content ?? parts, `${where}.${key}`);
  const own = jsonOf(rest);
  return pieces.length === 0
    ? [{ where, text: own }]
    : pieces.map((piece, at) => (at === 0 ? { ...piece, text: `${own}${piece.text}` } : piece));
}

/**
 * The parts of content. A string and a list of one text give the same parts. A block that is only a breakpoint gives
 * none.
 */
function contentIn(content: unknown, where: string): { where: string; text: string }[] {
  if (content === undefined || content === null) return [];
  if (isRecord(content) && Array.isArray(content['parts'])) return contentIn(content['parts'], `${where}.parts`);
  if (!Array.isArray(content)) return [{ where, text: textOf(content) }];
  return listOf(content)
    .map((block, at) => ({ where: `${where}[${at}]`, text: textOf(block) }))
    .filter(({ text }) => text !== '{}');
}

function textOf(block: unknown): string {
  if (typeof block === 'string') return block;
  const { text, type = 'text', ...rest } = isRecord(block) ? block : {};
  const isPlain =
    typeof text === 'string' &&
    (type === 'text' || type === 'input_text') &&
    Object.keys(rest).every((key) => key === 'cache_control' || key === 'prompt_cache_breakpoint');
  return isPlain ? text : jsonOf(block);
}

function parametersOf(request: Fields, segments: readonly Segment[]): Prompt['parameters'] {
  const { parameters = [], losesByImages } = attempt(() => providerOfRequest(request))?.cache ?? {};
  const own = parameters.map(({ from, path }) => {
    const value = path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), request);
    return { name: path.at(-1)!, from, value: value === undefined ? '' : jsonOf(value) };
  });
  if (!losesByImages) return own;
  const hasImages = segments.some(({ tier, text }) => tier === 'messages' && /"type":"image"|"image":\{/.test(text));
  return [...own, { name: 'images', from: 'messages', value: String(hasImages) }];
}
