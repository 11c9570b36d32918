// A provider on loopback for agents as they are. Its model calls the agent's shell once, and then ends. What the agent
// sent is kept, so that a test sees in which form the result of the shell arrived.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROTOCOLS, type Json, type Protocol, type Turn } from '../support/protocols/index.js';

/** The shells of agents, by the names under which they offer them to models. */
const SHELL =
  /^(?:bash|shell|shell_command|exec_command|exec|run_shell_command|execute_command|run_commands?|terminal)$/i;

/** What a model is asked to run. */
export interface Asked {
  readonly url: string;
  /** The bodies of requests to a model, in their order. */
  readonly bodies: Json[];
  /** The texts of tool results in all requests, each once. */
  results(): string[];
}

/** Calls `work` with a provider whose model runs a command in the agent's shell. */
export async function withModel<T>(command: string, work: (asked: Asked) => Promise<T>): Promise<T> {
  const bodies: Json[] = [];
  const results = new Set<string>();
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const protocol = protocolOf(request.url!);
    if (!protocol || request.method !== 'POST') return void response.writeHead(404).end('{"error":{}}');
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Json;
    bodies.push(body);
    const found = textsIn(protocol, body);
    for (const text of found) results.add(text);
    const turn = turnFor(body, command, found.length > 0, bodies.length);
    const isStream = body['stream'] === true || request.url!.includes('stream');
    if (!isStream) {
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify(protocol.response(turn, bodies.length)));
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of protocol.events(turn, bodies.length))
      response.write(`${event['type'] ? `event: ${event['type']}\n` : ''}data: ${JSON.stringify(event)}\n\n`);
    response.end(protocol.end === undefined ? '' : `data: ${protocol.end}\n\n`);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await work({ url, bodies, results: () => [...results] });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function protocolOf(url: string): Protocol | undefined {
  const provider = /\/messages\b/.test(url)
    ? 'anthropic'
    : /\/responses\b/.test(url)
      ? 'responses'
      : /\/chat\/completions\b/.test(url)
        ? 'openai'
        : /enerateContent\b/.test(url)
          ? 'gemini'
          : undefined;
  return /count_tokens/.test(url) ? undefined : PROTOCOLS.find((own) => own.provider === provider);
}

/** Agents write results as texts or as blocks. */
function textsIn(protocol: Protocol, body: Json): string[] {
  const results: unknown[] = protocol.results(protocol.messages(body));
  return results.map((result) => {
    const blocks: Json[] = Array.isArray(result) ? result : [{ text: result }];
    return blocks.map(({ text }) => String(text ?? '')).join('\n');
  });
}

/** Calls the shell, until there is a result. Requests without tools are titles and the like. */
function turnFor(body: Json, command: string, isDone: boolean, n: number): Turn {
  const tool = toolsIn(body).find(({ name }) => SHELL.test(name));
  if (isDone || !tool) return { say: 'It is done.' };
  return { calls: [{ id: `toolu_${n}`, name: tool.name, input: inputFor(tool.schema, command) }] };
}

interface Offered {
  readonly name: string;
  readonly schema: Json;
}

function toolsIn({ tools = [] }: Json): Offered[] {
  const flat = (tools as Json[]).flatMap((tool) => (tool['functionDeclarations'] as Json[] | undefined) ?? [tool]);
  return flat.map((tool) => {
    const own: Json = tool['function'] ?? tool;
    const schema: Json = own['input_schema'] ?? own['parametersJsonSchema'] ?? own['parameters'] ?? {};
    return { name: String(own['name']), schema };
  });
}

/** Fills in the required arguments: the command, and something for each other one. */
function inputFor({ properties = {}, required = [] }: Json, command: string): Json {
  const name = ['command', 'cmd', 'commands'].find((own) => own in properties) ?? 'command';
  const isList = properties[name]?.type === 'array';
  const words = name === 'commands' ? [command] : ['bash', '-lc', command];
  const others = (required as string[]).filter((own) => own !== name).map((own) => [own, valueFor(properties[own])]);
  return { ...Object.fromEntries(others), [name]: isList ? words : command };
}

function valueFor({ type, enum: choices }: Json = {}): unknown {
  if (choices) return choices[0];
  return { boolean: false, number: 1000, integer: 1000, array: [], object: {} }[type as string] ?? 'test';
}
