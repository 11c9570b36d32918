import { native, type Request, type Texts } from '../native/index.js';
import { providerOf, type Message, type Place, type Provider } from '../providers/index.js';

export class Headroom {
  readonly #engine = new native.Engine();

  async compress<M extends Message>(messages: readonly M[], options: { policy?: string } = {}): Promise<any> {
    const provider = providerOf(messages);
    if (!provider) return { messages, compressed: false };
    const { request, places } = await read(provider, messages);
    const texts = await this.#engine.compress(request, options.policy ?? 'agent', false, new native.Control());
    const [tokensBefore, tokensAfter] = texts.tokens();
    return { messages: replace(provider, messages, places, texts), tokensBefore, tokensAfter };
  }

  async expand<M extends Message>(messages: readonly M[]): Promise<any> {
    const provider = providerOf(messages);
    if (!provider) return messages;
    const { request, places } = await read(provider, messages);
    return replace(provider, messages, places, await this.#engine.expand(request));
  }
}

async function read(provider: Provider, messages: readonly Message[]): Promise<{ request: Request; places: (Place | undefined)[] }> {
  const request = new native.Request();
  const places: (Place | undefined)[] = [];
  const calls = new Map<string, number>();
  let call = 0;
  for (const [index, message] of messages.entries()) {
    for (const piece of provider.read(message, index)) {
      if (piece.type === 'call') {
        call = request.call(piece.tool);
        calls.set(piece.id, call);
        continue;
      }
      if (!piece.text.isWellFormed()) continue;
      if (piece.type === 'argument') request.argument(call, piece.key, piece.text);
      else if (piece.type === 'result') request.result(piece.id === undefined ? undefined : calls.get(piece.id), piece.text, true);
      else request[piece.type](piece.text);
      places.push(piece.type === 'result' ? piece.place : undefined);
    }
  }
  return { request, places };
}

function replace(provider: Provider, messages: readonly Message[], places: readonly (Place | undefined)[], texts: Texts): Message[] {
  const byMessage = new Map<number, Map<Place, string>>();
  for (const [index, at] of texts.places().entries()) {
    const place = places[at]!;
    const own = byMessage.get(place.message) ?? new Map();
    byMessage.set(place.message, own.set(place, texts.text(index)!));
  }
  return messages.map((message, index) => {
    const own = byMessage.get(index);
    return own ? provider.replace(message, own) : message;
  });
}
